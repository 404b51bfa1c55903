/** Titles of problems, and what the HTTP layer itself says, in Greek by the English text. */
export const http = {
  // The titles of errors.ts.
  'The request cannot be read': 'Το αίτημα δεν διαβάζεται',
  'You are not signed in': 'Δεν έχετε συνδεθεί',
  'E-mail or password is wrong': 'Λάθος e-mail ή κωδικός πρόσβασης',
  'Your role does not allow this': 'Ο ρόλος σας δεν το επιτρέπει',
  'This organization wants a second factor': 'Ο οργανισμός απαιτεί επαλήθευση δύο βημάτων',
  'Sign in again to do this': 'Συνδεθείτε ξανά για αυτή την ενέργεια',
  'Writes from other sites are refused': 'Δεν επιτρέπονται αλλαγές από άλλους ιστότοπους',
  'Not found': 'Δεν βρέθηκε',
  'The record has changed': 'Η εγγραφή έχει αλλάξει',
  'This link does not work any more': 'Ο σύνδεσμος δεν ισχύει πια',
  'If-Match cannot be read': 'Η κεφαλίδα If-Match δεν διαβάζεται',
  'Too large': 'Πολύ μεγάλο',
  'This kind of content is not accepted here': 'Αυτό το είδος περιεχομένου δεν γίνεται δεκτό εδώ',
  'Some fields are not right': 'Κάποια πεδία δεν είναι σωστά',
  'Too many tries': 'Πάρα πολλές προσπάθειες',
  'Something went wrong on our side': 'Κάτι πήγε στραβά από τη μεριά μας',
  'The server is busy': 'Ο διακομιστής είναι απασχολημένος',
  'The database cannot be reached': 'Η βάση δεδομένων δεν είναι διαθέσιμη',

  // How faults are put together.
  '{words}': '{words}',
  '{field}: {fault}': '{field:field}: {fault}',
  '{field} {fault}': '{field:field} {fault}',
  '{field}: {fault} (and {more} more)': '{field:field}: {fault} (και {more} ακόμη)',
  '{faults:each}': '{faults:each}',
  '{parameter}: {fault}': '{parameter}: {fault}',
  'Nothing to save': 'Δεν υπάρχει κάτι για αποθήκευση',
  'There is no such record among {resource}, or it is not yours to see':
    'Δεν υπάρχει τέτοια εγγραφή ({resource:resource}) ή δεν έχετε πρόσβαση σε αυτή',
  'There is no such record among the trash of {resource}, or it is not yours to see':
    'Δεν υπάρχει τέτοια εγγραφή στον κάδο ({resource:resource}) ή δεν έχετε πρόσβαση σε αυτή',

  'The body is not JSON: {reason}': 'Το σώμα του αιτήματος δεν είναι JSON: {reason}',
  'The body is not valid UTF-8': 'Το σώμα του αιτήματος δεν είναι έγκυρο UTF-8',
  'The body cannot be read': 'Το σώμα του αιτήματος δεν διαβάζεται',
  'The body is larger than {limit} bytes': 'Το σώμα του αιτήματος ξεπερνά τα {limit} byte',
  'This encoding is not accepted': 'Αυτή η κωδικοποίηση δεν γίνεται δεκτή',
  'The body ended early': 'Το σώμα του αιτήματος διακόπηκε',
  'The address is not valid percent-encoded UTF-8': 'Η διεύθυνση δεν είναι έγκυρο UTF-8 με κωδικοποίηση τοις εκατό',
  'The query is not valid percent-encoded UTF-8': 'Οι παράμετροι δεν είναι έγκυρο UTF-8 με κωδικοποίηση τοις εκατό',
  'The body is not what its Content-Encoding says': 'Το σώμα του αιτήματος δεν αντιστοιχεί στο Content-Encoding',
  'There is nothing at this address': 'Δεν υπάρχει τίποτα σε αυτή τη διεύθυνση',
  'There is nothing at {method} {path}': 'Δεν υπάρχει τίποτα στο {method} {path}',
  'Too many requests are waiting; try again in a moment': 'Περιμένουν πάρα πολλά αιτήματα· δοκιμάστε ξανά σε λίγο',
  'This takes too long at the moment; try again': 'Αυτή τη στιγμή καθυστερεί πολύ· δοκιμάστε ξανά',
  'Somebody else is changing the same; try again in a moment':
    'Κάποιος άλλος αλλάζει το ίδιο αυτή τη στιγμή· δοκιμάστε ξανά σε λίγο',
  'The database cannot be reached; try again in a moment':
    'Η βάση δεδομένων δεν είναι διαθέσιμη· δοκιμάστε ξανά σε λίγο',
  'Something went wrong on our side; quote the request id when you report it':
    'Κάτι πήγε στραβά από τη μεριά μας· αναφέρετε τον κωδικό του αιτήματος όταν επικοινωνήσετε μαζί μας',
  'Send JSON with Content-Type: application/json': 'Στείλτε JSON με Content-Type: application/json',
  'This request came from another site': 'Το αίτημα προήλθε από άλλον ιστότοπο',
  'Sign in to go on': 'Συνδεθείτε για να συνεχίσετε',
  'If-Match must be a version such as "3", as the ETag header gave it':
    'Το If-Match πρέπει να είναι έκδοση όπως "3", όπως την έδωσε η κεφαλίδα ETag',
  'Idempotency-Key must be 1 to 200 visible characters':
    'Το Idempotency-Key πρέπει να έχει 1 έως 200 ορατούς χαρακτήρες',
  'Idempotency-Key {key} was used for another request': 'Το Idempotency-Key {key} έχει χρησιμοποιηθεί για άλλο αίτημα',
  'X-Organization-Id must be the id of an organization':
    'Το X-Organization-Id πρέπει να είναι το αναγνωριστικό ενός οργανισμού',
} as const
