/**
 * What schemas say of a wrong value, in Greek, by the English text. It follows a field's name: «… πρέπει να είναι αριθμός».
 * Besides the server the screens use it, so it holds what definitions and their shapes say and nothing else.
 */
export const faults = {
  'is required': 'είναι υποχρεωτικό',
  'may not be empty': 'δεν μπορεί να είναι κενό',
  'Invalid input': 'δεν είναι έγκυρο',
  'must have at least {minimum} characters': 'πρέπει να έχει τουλάχιστον {minimum} χαρακτήρες',
  'must have at least {minimum} entries': 'πρέπει να έχει τουλάχιστον {minimum} τιμές',
  'must be at least {minimum}': 'πρέπει να είναι τουλάχιστον {minimum}',
  'must be more than {minimum}': 'πρέπει να είναι μεγαλύτερο από {minimum}',
  'must have at most {maximum} characters': 'πρέπει να έχει έως {maximum} χαρακτήρες',
  'must have at most {maximum} entries': 'πρέπει να έχει έως {maximum} τιμές',
  'must be at most {maximum}': 'πρέπει να είναι έως {maximum}',
  'must be less than {maximum}': 'πρέπει να είναι μικρότερο από {maximum}',
  'must be a whole number': 'πρέπει να είναι ακέραιος αριθμός',
  'must be a number': 'πρέπει να είναι αριθμός',
  'must be text': 'πρέπει να είναι κείμενο',
  'must be true or false': 'πρέπει να είναι true ή false',
  'must be a list': 'πρέπει να είναι λίστα',
  'must be an object': 'πρέπει να είναι αντικείμενο',
  'must be {expected}': 'πρέπει να είναι {expected}',
  'must be one of {values}': 'πρέπει να είναι ένα από τα εξής: {values}',
  'must have at most two decimals': 'πρέπει να έχει έως δύο δεκαδικά',
  'must be a multiple of {divisor}': 'πρέπει να είναι πολλαπλάσιο του {divisor}',
  'must be an e-mail address': 'πρέπει να είναι διεύθυνση e-mail',
  'must be the id of a record': 'πρέπει να είναι το αναγνωριστικό μιας εγγραφής',
  'must be a date such as 2026-01-31': 'πρέπει να είναι ημερομηνία όπως 2026-01-31',
  'must be an instant such as 2026-01-31T08:00:00Z': 'πρέπει να είναι χρονική στιγμή όπως 2026-01-31T08:00:00Z',
  'must be a web address such as https://example.com': 'πρέπει να είναι διεύθυνση ιστού όπως https://example.com',
  'must be in the right format': 'δεν έχει τη σωστή μορφή',
  'must be one line without invisible characters': 'πρέπει να είναι μία γραμμή χωρίς αόρατους χαρακτήρες',
  'must be at most five years ahead': 'πρέπει να είναι το πολύ πέντε χρόνια μετά από φέτος',
  'must not repeat a tag': 'δεν πρέπει να έχει την ίδια ετικέτα δύο φορές',
  'must not repeat a member': 'δεν πρέπει να έχει το ίδιο μέλος δύο φορές',
  'must be a web address without a name, password or #': 'πρέπει να είναι διεύθυνση web χωρίς όνομα χρήστη, κωδικό ή #',
  'must not repeat a choice': 'δεν πρέπει να έχει την ίδια επιλογή δύο φορές',
  'must be nine digits that fit together (ΑΦΜ), or begin with the letters of another country':
    'πρέπει να είναι έγκυρος ΑΦΜ εννέα ψηφίων ή να αρχίζει με τα γράμματα άλλης χώρας',
  'must be a two-letter country code': 'πρέπει να είναι κωδικός χώρας δύο γραμμάτων',
  'must be a time zone such as Europe/Athens': 'πρέπει να είναι ζώνη ώρας όπως Europe/Athens',
} as const

/** A text of this page in English. */
export type FaultText = keyof typeof faults
