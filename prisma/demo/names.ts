import type { Random } from './random.ts'

const words = (text: string) => text.trim().split(/\s+/)

const women = words(`
  Μαρία Ελένη Αικατερίνη Βασιλική Σοφία Αγγελική Γεωργία Δήμητρα Κωνσταντίνα Παναγιώτα Ευαγγελία Ιωάννα Άννα
  Χριστίνα Αναστασία Δέσποινα Ειρήνη Φωτεινή Ευγενία Παρασκευή Στυλιανή Χρυσούλα Αλεξάνδρα Αθηνά Μαρίνα Καλλιόπη
  Ευφροσύνη Νεφέλη Δανάη Ζωή`)
const men = words(`
  Γεώργιος Κωνσταντίνος Δημήτριος Ιωάννης Νικόλαος Παναγιώτης Βασίλειος Χρήστος Αθανάσιος Μιχαήλ Ευάγγελος
  Σπυρίδων Αντώνιος Αναστάσιος Θεόδωρος Ανδρέας Χαράλαμπος Αλέξανδρος Εμμανουήλ Ηλίας Σταύρος Πέτρος Φώτιος
  Στέφανος Λεωνίδας Γρηγόριος Άγγελος Ορέστης Μάριος Θωμάς`)

/** Surnames as men bear them. */
const surnames = words(`
  Παπαδόπουλος Γεωργίου Παπαδάκης Βλαχόπουλος Αναγνωστόπουλος Νικολάου Δημητρίου Οικονόμου Ιωάννου Κωνσταντινίδης
  Αντωνίου Μακρής Καραγιάννης Αγγελόπουλος Παππάς Κόκκινος Μιχαηλίδης Αλεξίου Σταυρόπουλος Χριστοδούλου Λάμπρου
  Καλλέργης Ξενάκης Σαμαράς Βασιλειάδης Θεοδωρίδης Κουτσούκος Μαρκόπουλος Τσακίρης Ζαχαρίου Πετρόπουλος Ρούσσος
  Δρακάκης Σκλάβος Μανωλάκης Λιάπης Γιαννόπουλος Καρράς Φιλιππίδης Δαμιανός Μπακάλης Πολίτης Τριανταφύλλου
  Κυριακίδης Αρβανίτης Σπανός Μουρατίδης Βογιατζής Ραφτόπουλος Χατζηγεωργίου Αθανασίου Ψαρράς Λυμπέρης Γκίκας
  Ντόκος Μπενάκης Τζανετάκης Φραγκιάς Ευσταθίου Κοντός`)

/** A woman's surname is its man's in the genitive; many are one already. */
export function herSurname(his: string): string {
  if (his.endsWith('όπουλος')) return his.replace(/όπουλος$/, 'οπούλου')
  if (/(ίδης|άδης)$/.test(his)) return his.replace(/ης$/, 'ου')
  if (/[ηήαά]ς$/.test(his)) return his.slice(0, -1)
  if (his.endsWith('ός')) return his.replace(/ός$/, 'ού')
  return his.replace(/^Κόκκινος$/, 'Κοκκίνου').replace(/ος$/, 'ου')
}

export function greekPerson(random: Random): string {
  const surname = random.pick(surnames)
  return random.chance(0.47) ? `${random.pick(women)} ${herSurname(surname)}` : `${random.pick(men)} ${surname}`
}

export interface Foreigner {
  name: string
  phone: string
}

const abroad: { people: string; phone: (random: Random) => string }[] = [
  {
    people: 'Oliver Whitfield, Charlotte Pemberton, James Hartley, Harriet Lowe, Edward Marsh',
    phone: (random) => `+447400${random.digits(6)}`,
  },
  {
    people: 'Thomas Brandt, Katrin Hoffmann, Jürgen Vogel, Anke Schröder, Stefan Lindner',
    phone: (random) => `+491511${random.digits(7)}`,
  },
  {
    people: 'Camille Rousseau, Julien Mercier, Hélène Garnier, Antoine Lefèvre',
    phone: (random) => `+3361${random.digits(7)}`,
  },
  { people: 'Pieter van den Berg, Sanne de Vries, Maarten Bakker', phone: (random) => `+31612${random.digits(6)}` },
  { people: 'Giulia Ferrari, Marco Bellini, Chiara Conti', phone: (random) => `+39347${random.digits(7)}` },
  { people: 'Yael Shapiro, Amir Levy, Noa Mizrahi', phone: (random) => `+97254${random.int(2, 9)}${random.digits(6)}` },
  { people: 'Emily Carter, Michael Pappas, Denise Kowalski', phone: (random) => `+1212555${random.int(2000, 9999)}` },
  { people: 'Erik Lindström, Astrid Holm', phone: (random) => `+4670${random.digits(7)}` },
]

/** Every buyer from abroad, each once. */
export function foreigners(random: Random): Foreigner[] {
  return abroad.flatMap(({ people, phone }) => people.split(', ').map((name) => ({ name, phone: phone(random) })))
}

const firms = words(`
  Αιγαίον Κυκλαδική Ολυμπία Νότος Βορέας Πήγασος Ερμής Ηώς Αμφιτρίτη Λαέρτης Θάλασσα Κρόνος`)
const trades = ['Κατασκευαστική', 'Τεχνική', 'Κτηματική', 'Ξενοδοχειακή', 'Εμπορική', 'Ακίνητα']
const forms = ['Α.Ε.', 'Ι.Κ.Ε.', 'Ε.Π.Ε.', 'Ο.Ε.']

export function company(random: Random): string {
  return `${random.pick(firms)} ${random.pick(trades)} ${random.pick(forms)}`
}

/** A tax number (ΑΦΜ) with the given first digits: the ninth digit is a checksum over the others. */
export function taxId(random: Random, prefix: string): string {
  const digits = prefix + random.digits(8 - prefix.length)
  const sum = Array.from(digits).reduce((total, digit, index) => total + Number(digit) * 2 ** (8 - index), 0)
  return digits + ((sum % 11) % 10)
}

const letters: Record<string, string> = Object.fromEntries(
  'α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:f χ:ch ψ:ps ω:o ø:o ß:ss'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
)

/** Greek in Latin letters, as in e-mail addresses. */
export function latin(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const pairs = plain
    .replaceAll('ου', 'ou')
    .replace(/(^|[ .])μπ/g, '$1b')
    .replace(/([αε])υ(?=[θκξπσςτφχψ])/g, '$1f')
  const voiced = pairs.replace(/([αε])υ/g, '$1v').replace(/γ(?=[γξχ])/g, 'n')
  return Array.from(voiced, (letter) => letters[letter] ?? letter).join('')
}
