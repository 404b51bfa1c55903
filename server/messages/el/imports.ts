/** What is said of files on their way in, in Greek by the English text. */
export const imports = {
  'Send the file as it is, with Content-Type: text/csv': 'Στείλτε το αρχείο ως έχει, με Content-Type: text/csv',
  'The file is larger than {limit} MiB': 'Το αρχείο ξεπερνά τα {limit} MiB',
  'The file is empty': 'Το αρχείο είναι άδειο',
  'The file has more than {most} columns': 'Το αρχείο έχει πάνω από {most} στήλες',
  'The file has a header but no rows below it': 'Το αρχείο έχει επικεφαλίδες αλλά καμία γραμμή από κάτω',
  'This is not a CSV but a PNG image': 'Το αρχείο δεν είναι CSV αλλά εικόνα PNG',
  'This is not a CSV but a JPEG image': 'Το αρχείο δεν είναι CSV αλλά εικόνα JPEG',
  'This is not a CSV but a GIF image': 'Το αρχείο δεν είναι CSV αλλά εικόνα GIF',
  'This is not a CSV but a PDF': 'Το αρχείο δεν είναι CSV αλλά PDF',
  'This is not a CSV but an Excel workbook or another ZIP archive; save the sheet as CSV first':
    'Το αρχείο δεν είναι CSV αλλά βιβλίο Excel ή άλλο αρχείο ZIP· αποθηκεύστε πρώτα το φύλλο ως CSV',
  'This is not a CSV but an old Excel workbook; save the sheet as CSV first':
    'Το αρχείο δεν είναι CSV αλλά παλιό βιβλίο Excel· αποθηκεύστε πρώτα το φύλλο ως CSV',
  'This is not a CSV but a gzip archive; unpack it first':
    'Το αρχείο δεν είναι CSV αλλά αρχείο gzip· αποσυμπιέστε το πρώτα',
  'The file cannot be read: line {line} {fault}': 'Το αρχείο δεν διαβάζεται: η γραμμή {line} {fault}',
  'is not valid {encoding}': 'δεν είναι έγκυρο {encoding}',
  'holds a NUL character; this is not a text file': 'έχει χαρακτήρα NUL· αυτό δεν είναι αρχείο κειμένου',
  'opens a quote (") that is never closed': 'ανοίγει εισαγωγικό (") που δεν κλείνει',
  'has a quoted cell in which a quote (") stands alone; inside of quotes it must be doubled ("")':
    'έχει κελί σε εισαγωγικά με ένα μόνο εισαγωγικό (") μέσα του· εκεί πρέπει να γράφεται διπλό ("")',
  'has a quote (") in the middle of a cell that is not quoted':
    'έχει εισαγωγικό (") στη μέση κελιού που δεν είναι σε εισαγωγικά',

  'must not hold NUL characters or halves of surrogate pairs':
    'δεν πρέπει να έχει χαρακτήρες NUL ή μισά ζεύγη surrogate',
  'the file has {count} columns': 'το αρχείο έχει {count} στήλες',
  '{name} is not a field that can be set': 'το «{name}» δεν είναι πεδίο που μπορεί να συμπληρωθεί',
  '{name} has another column already': 'το «{name}» έχει ήδη άλλη στήλη',
  'no column is mapped to a field': 'καμία στήλη δεν αντιστοιχεί σε πεδίο',
  'is required: choose its column, or one value for all rows':
    'είναι υποχρεωτικό: επιλέξτε τη στήλη του ή μία τιμή για όλες τις γραμμές',
  'There is no resource {resource} any more': 'Δεν υπάρχει πια το είδος εγγραφών {resource}',
  'The uploaded file is not kept any more; upload it again': 'Το αρχείο δεν φυλάσσεται πια· ανεβάστε το ξανά',
  'Something went wrong on our side; nothing was imported': 'Κάτι πήγε στραβά από τη μεριά μας· δεν εισήχθη τίποτα',
  'Something went wrong on our side; the import was not undone':
    'Κάτι πήγε στραβά από τη μεριά μας· η εισαγωγή δεν αναιρέθηκε',
  'Nothing of this import is left to undo': 'Δεν έμεινε τίποτα από αυτή την εισαγωγή για αναίρεση',
  'The server was interrupted {tries} times while working on this file':
    'Ο διακομιστής διακόπηκε {tries} φορές όσο επεξεργαζόταν το αρχείο',
  'This import is {status}': 'Η κατάσταση της εισαγωγής είναι: {status:import}',

  'is too long': 'είναι πολύ μεγάλο',
  'must be yes or no': 'πρέπει να είναι ναι ή όχι',
  'must be a day such as 31/12/2025 or 2025-12-31': 'πρέπει να είναι ημέρα όπως 31/12/2025 ή 2025-12-31',
  'must be a time such as 31/12/2025 18:30 or 2025-12-31T18:30:00Z':
    'πρέπει να είναι ώρα όπως 31/12/2025 18:30 ή 2025-12-31T18:30:00Z',
  'could be two numbers: this column has both decimal points and decimal commas':
    'μπορεί να είναι δύο αριθμοί: η στήλη έχει και τελείες και κόμματα για τα δεκαδικά',
  'could be two numbers: thousands, or with three decimals': 'μπορεί να είναι δύο αριθμοί: χιλιάδες ή με τρία δεκαδικά',
  'names no record among {resource}': 'δεν αντιστοιχεί σε εγγραφή ({resource:resource})',
  'names {count} records among {resource}; give the id':
    'αντιστοιχεί σε {count} εγγραφές ({resource:resource})· δώστε το αναγνωριστικό',
  'is the same as in an earlier row': 'είναι ίδιο με προηγούμενης γραμμής',
  'has {cells} cells where the header has {columns}': 'έχει {cells} κελιά ενώ οι επικεφαλίδες είναι {columns}',
} as const
