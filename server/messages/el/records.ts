/** What the engine and its hooks say, in Greek by the English text. */
export const records = {
  'was created by somebody else': 'καταχωρίστηκε από άλλον',
  'no longer exists': 'δεν υπάρχει πια',
  'is in the trash': 'βρίσκεται στον κάδο',
  'refers to a record that does not exist': 'παραπέμπει σε εγγραφή που δεν υπάρχει',
  'is already used by another record': 'χρησιμοποιείται ήδη σε άλλη εγγραφή',
  'is not a field that can be set': 'δεν είναι πεδίο που μπορεί να συμπληρωθεί',
  'must not hold NUL characters, halves of surrogate pairs or very deep lists':
    'δεν πρέπει να έχει χαρακτήρες NUL, μισά ζεύγη surrogate ή πολύ βαθιές λίστες',
  'must be after the year 0': 'πρέπει να είναι μετά το έτος 0',
  'give either ids or query': 'δώστε ή ids ή query',
  'matches more than {most} records; narrow it down': 'ταιριάζουν πάνω από {most} εγγραφές· περιορίστε την επιλογή',
  'This record was changed meanwhile: you read version {read}, it is now {now}':
    'Η εγγραφή άλλαξε στο μεταξύ: διαβάσατε την έκδοση {read}, τώρα είναι η {now}',
  'Too many files are being read; try again in a moment': 'Διαβάζονται πάρα πολλά αρχεία· δοκιμάστε ξανά σε λίγο',

  'Your role may archive and bring back only what you created':
    'Με τον ρόλο σας μπορείτε να αρχειοθετείτε και να επαναφέρετε μόνο όσα καταχωρίσατε',
  'cannot be {to:status} from the start': 'δεν μπορεί να είναι {to:status} από την αρχή',
  'cannot leave {from:status}': 'δεν μπορεί να αλλάξει από {from:status}',
  'cannot go from {from:status} to {to:status}, only to {allowed:status}':
    'δεν μπορεί να γίνει από {from:status} {to:status}, μόνο {allowed:status}',
  'is needed before a property can be active': 'χρειάζεται για να γίνει ενεργό το ακίνητο',
  'an e-mail or a phone is needed': 'χρειάζεται e-mail ή τηλέφωνο',
  'a client or a property is needed': 'χρειάζεται πελάτης ή ακίνητο',
  '{name} was not changed then': 'το {name} δεν άλλαξε τότε',
  'Only a job that failed or was cancelled can be done again':
    'Μόνο εργασία που απέτυχε ή ακυρώθηκε μπορεί να ξαναγίνει',
  'Only a waiting job can be cancelled': 'Μόνο εργασία που περιμένει μπορεί να ακυρωθεί',
  'must be another client': 'πρέπει να είναι άλλος πελάτης',
  'may not be in the future, except of a viewing': 'δεν μπορεί να είναι στο μέλλον, παρά μόνο για υπόδειξη',
} as const
