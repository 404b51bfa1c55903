/** A record's name in the forms that sentences need: «ακινήτου», and for a new one its gender's adjective. */
interface Form {
  genitive: string
  fresh?: string
}

/** By the name as it stands in the middle of a sentence, one and many. */
const known: Record<string, Form> = {
  ακίνητο: { genitive: 'ακινήτου', fresh: 'Νέο' },
  ακίνητα: { genitive: 'ακινήτων' },
  πελάτης: { genitive: 'πελάτη', fresh: 'Νέος' },
  πελάτες: { genitive: 'πελατών' },
  εκκρεμότητα: { genitive: 'εκκρεμότητας', fresh: 'Νέα' },
  εκκρεμότητες: { genitive: 'εκκρεμοτήτων' },
  επικοινωνία: { genitive: 'επικοινωνίας', fresh: 'Νέα' },
  επικοινωνίες: { genitive: 'επικοινωνιών' },
  σημείωση: { genitive: 'σημείωσης', fresh: 'Νέα' },
  σημειώσεις: { genitive: 'σημειώσεων' },
  'φωτογραφία ή αρχείο': { genitive: 'φωτογραφίας ή αρχείου', fresh: 'Νέα' },
  'φωτογραφίες και αρχεία': { genitive: 'φωτογραφιών και αρχείων' },
  'σχέση πελατών': { genitive: 'σχέσης πελατών', fresh: 'Νέα' },
  'σχέσεις πελατών': { genitive: 'σχέσεων πελατών' },
  μέλος: { genitive: 'μέλους', fresh: 'Νέο' },
  μέλη: { genitive: 'μελών' },
  πρόσκληση: { genitive: 'πρόσκλησης', fresh: 'Νέα' },
  προσκλήσεις: { genitive: 'προσκλήσεων' },
  'κλειδί API': { genitive: 'κλειδιού API', fresh: 'Νέο' },
  'κλειδιά API': { genitive: 'κλειδιών API' },
  webhook: { genitive: 'webhook', fresh: 'Νέο' },
  webhooks: { genitive: 'webhooks' },
  ενέργεια: { genitive: 'ενέργειας', fresh: 'Νέα' },
  ενέργειες: { genitive: 'ενεργειών' },
  δραστηριότητα: { genitive: 'δραστηριότητας', fresh: 'Νέα' },
  δραστηριότητες: { genitive: 'δραστηριοτήτων' },
}

/** The forms that Greek texts ask for. A word that is not known here stays as it is, set apart. */
export const forms = {
  /** «Διαγραφή {{name, of}}»: Διαγραφή ακινήτου. */
  of: (word: string) => known[word]?.genitive ?? `«${word}»`,
  /** «{{name, fresh}}»: Νέο ακίνητο. */
  fresh: (word: string) => `${known[word]?.fresh ?? 'Νέα εγγραφή:'} ${word}`,
}
