/** What is said of plans and payments, in Greek by the English text. */
export const billing = {
  'The {plan} plan is for {limit} members; with open invitations there are {used}. An owner can raise it':
    'Το πλάνο {plan} είναι για {limit} μέλη· μαζί με τις ανοιχτές προσκλήσεις υπάρχουν ήδη {used}. Μεγαλύτερο πλάνο μπορεί να επιλέξει ένας ιδιοκτήτης',
  'The {plan} plan is for {limit} properties, and there are {used}. An owner can raise it':
    'Το πλάνο {plan} είναι για {limit} ακίνητα και υπάρχουν ήδη {used}. Μεγαλύτερο πλάνο μπορεί να επιλέξει ένας ιδιοκτήτης',
  'The {plan} plan gives {limit} API calls a day, and they are used up. An owner can raise it':
    'Το πλάνο {plan} δίνει {limit} κλήσεις API την ημέρα και έχουν εξαντληθεί. Μεγαλύτερο πλάνο μπορεί να επιλέξει ένας ιδιοκτήτης',
  'The {plan} plan gives {limit} imports a day, and they are used up. An owner can raise it':
    'Το πλάνο {plan} δίνει {limit} εισαγωγές την ημέρα και έχουν εξαντληθεί. Μεγαλύτερο πλάνο μπορεί να επιλέξει ένας ιδιοκτήτης',
  'A personal workspace stays on the Free plan; found an organization to choose another':
    'Ο προσωπικός χώρος μένει στο πλάνο Free· δημιουργήστε έναν οργανισμό για να επιλέξετε άλλο',
  'Nothing can be bought on this server: payments are not set up':
    'Σε αυτόν τον διακομιστή δεν γίνονται αγορές: οι πληρωμές δεν έχουν ρυθμιστεί',
  'cannot be bought here': 'δεν διατίθεται εδώ',
  'The organization has a subscription already; change it at Stripe':
    'Ο οργανισμός έχει ήδη συνδρομή· αλλάξτε την στη σελίδα του Stripe',
  'Stripe does not know this customer any more; try again in a moment':
    'Το Stripe δεν γνωρίζει πια αυτόν τον πελάτη· δοκιμάστε ξανά σε λίγο',
  'Stripe does not know this subscription any more; choose a plan anew':
    'Το Stripe δεν γνωρίζει πια αυτή τη συνδρομή· επιλέξτε ξανά πλάνο',
  'There is no subscription to manage yet': 'Δεν υπάρχει ακόμη συνδρομή για διαχείριση',
  'Stripe cannot be reached; try again in a moment': 'Δεν είναι δυνατή η σύνδεση με το Stripe· δοκιμάστε ξανά σε λίγο',
  'The signature does not fit': 'Η υπογραφή δεν ταιριάζει',
} as const
