/** What is said of pictures and files of properties, in Greek by the English text. */
export const media = {
  'There is no room for more': 'Δεν υπάρχει άλλος χώρος',
  'only a picture can be the primary one': 'κύρια μπορεί να είναι μόνο μια φωτογραφία',
  'is needed for a video': 'χρειάζεται για ένα βίντεο',
  'is for videos only': 'είναι μόνο για βίντεο',
  'is uploaded as a file; only videos are linked': 'ανεβαίνει ως αρχείο· σύνδεσμος δίνεται μόνο για βίντεο',
  'cannot move to another property': 'δεν μεταφέρεται σε άλλο ακίνητο',
  'can only change between picture and floor plan': 'αλλάζει μόνο μεταξύ φωτογραφίας και κάτοψης',
  'make another picture the primary one instead': 'ορίστε ως κύρια μια άλλη φωτογραφία',
  'A property holds at most {limit} pictures and files': 'Ένα ακίνητο έχει έως {limit} φωτογραφίες και αρχεία',
  'The organization may store {limit} MB, of which {used} MB are used; files in the trash count too':
    'Ο οργανισμός έχει χώρο {limit} MB και χρησιμοποιεί ήδη {used} MB· μετρούν και τα αρχεία στον κάδο',
  '{name} is empty': 'Το «{name}» είναι κενό',
  '{name} is not a picture (JPEG, PNG, WebP, AVIF, HEIC), PDF, Word or Excel file':
    'Το «{name}» δεν είναι φωτογραφία (JPEG, PNG, WebP, AVIF, HEIC), PDF ή αρχείο Word ή Excel',
  '{name} is larger than {limit} MB': 'Το «{name}» ξεπερνά τα {limit} MB',
  '{name} is damaged or not complete': 'Το «{name}» είναι κατεστραμμένο ή ελλιπές',
  '{name} has more than {limit} million pixels': 'Το «{name}» έχει πάνω από {limit} εκατομμύρια εικονοστοιχεία',
  'Send files as multipart/form-data': 'Στείλτε τα αρχεία ως multipart/form-data',
  'The form cannot be read: {reason}': 'Η φόρμα δεν διαβάζεται: {reason}',
  'There is no file in the form': 'Η φόρμα δεν έχει αρχείο',
  'The pictures have changed meanwhile; look at them again': 'Οι φωτογραφίες άλλαξαν στο μεταξύ· δείτε τες ξανά',
} as const
