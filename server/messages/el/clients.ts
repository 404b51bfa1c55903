/** What is said of merging, exporting and erasing clients, in Greek by the English text. */
export const clients = {
  'This client was merged or deleted meanwhile': 'Ο πελάτης συγχωνεύτηκε ή διαγράφηκε στο μεταξύ',
  'is not a field that can be chosen': 'δεν είναι πεδίο που μπορεί να επιλεγεί',
  'cannot be taken from {source}': 'δεν μπορεί να ληφθεί από το {source}',
  'would have more than {most} entries; keep those of one side':
    'θα είχε πάνω από {most} τιμές· κρατήστε μόνο της μίας πλευράς',
  'There is no such merge of this client': 'Δεν υπάρχει τέτοια συγχώνευση του πελάτη',
  'This merge was undone already': 'Η συγχώνευση έχει ήδη αναιρεθεί',
  'A merge can be undone for {days} days': 'Μια συγχώνευση μπορεί να αναιρεθεί για {days} ημέρες',
  '{title} was itself merged into another client; undo that merge first':
    'Ο πελάτης {title} συγχωνεύτηκε και ο ίδιος σε άλλον· αναιρέστε πρώτα εκείνη τη συγχώνευση',
  '{title} is in the trash; restore it first': 'Ο πελάτης {title} βρίσκεται στον κάδο· επαναφέρετέ τον πρώτα',
  'The client that was merged is gone for good': 'Ο πελάτης που συγχωνεύτηκε δεν υπάρχει πια',
  'An erased client cannot be restored': 'Ένας πελάτης του οποίου τα στοιχεία διαγράφηκαν οριστικά δεν επαναφέρεται',
  'This client was erased already': 'Τα στοιχεία του πελάτη έχουν ήδη διαγραφεί οριστικά',
  'This client was merged into another one; erase that one, and this one goes with it':
    'Ο πελάτης συγχωνεύτηκε σε άλλον· διαγράψτε οριστικά εκείνον και θα διαγραφεί μαζί του',
  'is not the name of this client': 'δεν είναι το όνομα του πελάτη',
  'This file is not ready yet': 'Το αρχείο δεν είναι έτοιμο ακόμη',
  'This file could not be made; ask for it once more': 'Το αρχείο δεν δημιουργήθηκε· ζητήστε το ξανά',
  'Such a file is kept for {days} days; ask for a new one': 'Το αρχείο διατηρείται {days} ημέρες· ζητήστε νέο',
} as const
