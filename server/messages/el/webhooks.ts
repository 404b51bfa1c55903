/** What is said about webhooks. */
export const webhooks = {
  'is not an event': 'δεν είναι συμβάν',
  'must not repeat an event': 'δεν πρέπει να έχει το ίδιο συμβάν δύο φορές',
  'A deleted webhook stays deleted; make a new one': 'Ένα webhook που διαγράφηκε δεν επανέρχεται· δημιουργήστε νέο',
  'must begin with https://': 'πρέπει να αρχίζει με https://',
  'must name a host on the internet, such as hooks.example.com':
    'πρέπει να οδηγεί σε διακομιστή στο διαδίκτυο, π.χ. hooks.example.com',
  'An organization can have {limit} webhooks; delete one first':
    'Ένας οργανισμός μπορεί να έχει έως {limit} webhooks· διαγράψτε πρώτα ένα',
  'This webhook is disabled; enable it first': 'Αυτό το webhook είναι ανενεργό· ενεργοποιήστε το πρώτα',
  'A test of this webhook is on its way; wait for its answer':
    'Μια δοκιμή αυτού του webhook βρίσκεται ήδη σε εξέλιξη· περιμένετε την απάντηση',
  'This delivery is waiting to be sent already': 'Αυτή η αποστολή περιμένει ήδη να σταλεί',
} as const
