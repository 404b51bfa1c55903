import { isOffPlan, praise, type Pair } from './claims.ts'
import type { Facts, PropertyType } from './facts.ts'
import type { Place } from './places.ts'
import type { TransactionType } from './prices.ts'
import type { Random } from './random.ts'

const offers: Record<TransactionType, Pair> = {
  SALE: ['Πωλείται', 'For sale:'],
  RENT: ['Ενοικιάζεται', 'To let:'],
  SHORT_LET: ['Διατίθεται για βραχυχρόνια μίσθωση', 'Holiday let:'],
}

const kinds: Record<PropertyType, Pair> = {
  APARTMENT: ['διαμέρισμα', 'apartment'],
  MAISONETTE: ['μεζονέτα', 'maisonette'],
  HOUSE: ['μονοκατοικία', 'house'],
  BUILDING: ['κτίριο', 'building'],
  LAND: ['οικόπεδο', 'plot of land'],
  AGRICULTURAL_LAND: ['αγροτεμάχιο', 'field'],
  COMMERCIAL: ['επαγγελματικός χώρος', 'business premises'],
  STORAGE: ['αποθήκη', 'storage room'],
  PARKING: ['θέση στάθμευσης', 'parking space'],
  OTHER: ['κτίριο ειδικής χρήσης', 'special-purpose building'],
}

const squareMeters = (area = 0): Pair => [`${area.toLocaleString('el-GR')} τ.μ.`, `${area.toLocaleString('en-GB')} m²`]

/** What the agency publishes: Greek, often English too, sometimes English alone; sentence by sentence from the facts. */
export function publicRemarks(random: Random, facts: Facts, place: Place, transaction: TransactionType): string {
  const perNight: Pair[] = transaction === 'SHORT_LET' ? [['Τιμή ανά διανυκτέρευση.', 'Price per night.']] : []
  const pairs = [opening(facts, place, transaction), ...details(facts), ...praise(random, facts, place), ...perNight]
  // Where it stands is said in Greek only, in the words of the locals.
  const near = !isOffPlan(facts, place) && random.chance(0.6) ? [`${place.near}.`] : []
  const greek = [...pairs.map(([text]) => text), ...near].join(' ')
  const english = pairs.map(([, text]) => text).join(' ')
  const language = random.weighted({ greek: 50, both: 38, english: 12 })
  return { greek, both: `${greek}\n\n${english}`, english }[language]
}

function opening(facts: Facts, place: Place, transaction: TransactionType): Pair {
  const [offer, offered] = offers[transaction]
  const [kind, name] = kinds[facts.propertyType]
  const [area, size] = squareMeters(facts.livingArea ?? facts.lotSize)
  const [level, storey] = floorOf(facts)
  return [`${offer} ${kind} ${area} ${place.at}${level}.`, `${offered} ${size} ${name} in ${place.english}${storey}.`]
}

function floorOf({ propertyType, floor }: Facts): Pair {
  if (floor === undefined || propertyType === 'MAISONETTE') return ['', '']
  if (floor === 0) return [', στο ισόγειο', ', on the ground floor']
  if (floor === -1 && propertyType === 'APARTMENT') return [', στο ημιυπόγειο', ', on the lower ground floor']
  if (floor < 0) return [`, στο ${-floor}ο υπόγειο`, `, on basement level ${-floor}`]
  return [`, στον ${floor}ο όροφο`, `, on the ${floor}${['th', 'st', 'nd', 'rd'][floor] ?? 'th'} floor`]
}

function details(facts: Facts): Pair[] {
  const { propertyType, lotSize, livingArea, yearBuilt, renovated } = facts
  const pairs = roomsOf(facts)
  if (lotSize && livingArea) {
    const [area, size] = squareMeters(lotSize)
    pairs.push([`Σε οικόπεδο ${area}`, `Stands on ${size} of land.`])
  }
  if (propertyType === 'STORAGE' || propertyType === 'PARKING' || !yearBuilt) return pairs
  if (!renovated) pairs.push([`Έτος κατασκευής ${yearBuilt}.`, `Built in ${yearBuilt}.`])
  else
    pairs.push([
      `Κατασκευή ${yearBuilt}, ανακαίνιση ${renovated}.`,
      `Built in ${yearBuilt}, renovated in ${renovated}.`,
    ])
  return pairs
}

function roomsOf({ bedroomsTotal, bathroomsTotal = 0 }: Facts): Pair[] {
  if (bedroomsTotal === undefined) return []
  if (bedroomsTotal === 0)
    return [['Ενιαίος χώρος με κουζίνα και μπάνιο.', 'Open-plan studio with kitchen and bathroom.']]
  const beds = bedroomsTotal === 1 ? ['υπνοδωμάτιο', 'bedroom'] : ['υπνοδωμάτια', 'bedrooms']
  const baths = bathroomsTotal === 1 ? ['μπάνιο', 'bathroom'] : ['μπάνια', 'bathrooms']
  return [
    [
      `Διαθέτει ${bedroomsTotal} ${beds[0]} και ${bathroomsTotal} ${baths[0]}.`,
      `It has ${bedroomsTotal} ${beds[1]} and ${bathroomsTotal} ${baths[1]}.`,
    ],
  ]
}

const secrets = [
  'Τα κλειδιά είναι στο γραφείο.',
  'Ο ιδιοκτήτης συζητά έως 5% κάτω από τη ζητούμενη τιμή.',
  'Επισκέψεις μόνο κατόπιν ραντεβού, μετά τις 17:00.',
  'Εκκρεμεί η βεβαίωση μηχανικού.',
  'Ελεύθερο σε δύο μήνες.',
  'Συνεργασία με άλλο γραφείο, αμοιβή 50/50.',
  'Owner lives abroad: call before 20:00 Athens time.',
  'Οι συνιδιοκτήτες είναι τρεις, συμφωνούν όλοι.',
]

export function privateRemarks(random: Random): string | undefined {
  return random.chance(0.35) ? random.pick(secrets) : undefined
}
