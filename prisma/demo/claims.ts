import type { Facts, PropertyType } from './facts.ts'
import type { Place } from './places.ts'
import type { Random } from './random.ts'

/** One statement in both languages. */
export type Pair = [greek: string, english: string]

interface Claim {
  of: readonly PropertyType[]
  /** What must be true besides. */
  fits?: (facts: Facts, place: Place) => boolean
  says: Pair
}

const home: readonly PropertyType[] = ['APARTMENT', 'MAISONETTE', 'HOUSE']
const floorOf = ({ floor = 0 }: Facts) => floor
const yearOf = ({ yearBuilt = 0 }: Facts) => yearBuilt
const isUrban = ({ surroundings }: Place) => surroundings !== 'island' && surroundings !== 'town'
export const isOffPlan = ({ propertyType }: Facts, { surroundings }: Place) =>
  propertyType === 'AGRICULTURAL_LAND' || (propertyType === 'LAND' && surroundings === 'island')

/** What agencies say of a property, by what must be true for it. */
// prettier-ignore
const claims: Claim[] = [
  { of: home, says: ['Αυτόνομη θέρμανση.', 'Independent heating.'] },
  { of: home, says: ['Κουφώματα αλουμινίου με διπλά τζάμια.', 'Double-glazed aluminium windows.'] },
  { of: home, says: ['Διαμπερείς χώροι, φως όλη την ημέρα.', 'Dual aspect, bright all day long.'] },
  { of: home, says: ['Εντοιχισμένες ντουλάπες και πλήρως εξοπλισμένη κουζίνα.', 'Fitted wardrobes and a fully equipped kitchen.'] },
  { of: home, fits: (_, { surroundings }) => surroundings === 'coast' || surroundings === 'island', says: ['Θέα στη θάλασσα από τη βεράντα.', 'Sea view from the terrace.'] },
  { of: ['APARTMENT'], fits: (facts, place) => floorOf(facts) > 1 && isUrban(place), says: ['Πολυκατοικία με ανελκυστήρα.', 'In a building with a lift.'] },
  { of: ['APARTMENT'], fits: (facts) => floorOf(facts) > 3, says: ['Μεγάλη βεράντα με ανοιχτή θέα.', 'Large terrace with an open view.'] },
  { of: ['APARTMENT'], fits: (facts, place) => yearOf(facts) > 2000 && isUrban(place), says: ['Θέση στάθμευσης και αποθήκη στο υπόγειο.', 'Parking space and storage room in the basement.'] },
  { of: ['MAISONETTE'], says: ['Σε δύο επίπεδα με εσωτερική σκάλα.', 'On two levels with an inner staircase.'] },
  { of: ['HOUSE'], fits: ({ lotSize = 0 }) => lotSize > 1200, says: ['Πισίνα και κήπος με ελιές και εσπεριδοειδή.', 'Swimming pool, garden with olive and citrus trees.'] },
  { of: ['HOUSE'], fits: (_, { surroundings }) => surroundings === 'suburb', says: ['Κήπος, τζάκι και κλειστό γκαράζ.', 'Garden, fireplace and garage.'] },
  { of: ['HOUSE', 'MAISONETTE', 'BUILDING', 'OTHER'], fits: (facts) => yearOf(facts) < 1940, says: ['Λιθόκτιστη κατασκευή με παραδοσιακά στοιχεία.', 'Stone-built, its traditional features kept.'] },
  { of: ['COMMERCIAL'], says: ['Κατάλληλος για κατάστημα, γραφείο ή ιατρείο.', 'Suitable for a shop, an office or a practice.'] },
  { of: ['COMMERCIAL'], fits: (facts) => floorOf(facts) === 0, says: ['Με προβολή σε πολυσύχναστο δρόμο.', 'Shop window on a busy street.'] },
  { of: ['BUILDING'], says: ['Ιδανικό για διαμερίσματα ή μικρό ξενοδοχείο.', 'Ideal for apartments or a small hotel.'] },
  { of: ['OTHER'], says: ['Λειτουργούσε ως ξενώνας και πωλείται με τον εξοπλισμό του.', 'Was run as a guest house and comes with its equipment.'] },
  { of: ['LAND'], fits: (facts, place) => !isOffPlan(facts, place), says: ['Εντός σχεδίου, άρτιο και οικοδομήσιμο.', 'Within the town plan, may be built on.'] },
  { of: ['LAND'], fits: (facts, place) => isOffPlan(facts, place) && Number(facts.lotSize) >= 4000, says: ['Εκτός σχεδίου, άρτιο και οικοδομήσιμο.', 'Outside the town plan, may be built on.'] },
  { of: ['LAND', 'AGRICULTURAL_LAND'], fits: isOffPlan, says: ['Με πρόσβαση από αγροτικό δρόμο.', 'Reached by a farm road.'] },
  { of: ['AGRICULTURAL_LAND'], says: ['Με ελαιόδεντρα σε παραγωγή.', 'Planted with bearing olive trees.'] },
  { of: ['STORAGE'], says: ['Ξηρός χώρος με πρόσβαση από ράμπα.', 'Dry, with access by a ramp.'] },
  { of: ['PARKING'], says: ['Για μεγάλο αυτοκίνητο, με τηλεχειριζόμενη είσοδο.', 'Fits a large car, remote-controlled entrance.'] },
]

/** One to three or so of the claims that are true. */
export function praise(random: Random, facts: Facts, place: Place): Pair[] {
  const fitting = claims.filter(({ of, fits }) => of.includes(facts.propertyType) && (fits?.(facts, place) ?? true))
  const wanted = random.int(1, 3)
  return fitting.filter(() => random.chance(wanted / fitting.length)).map(({ says }) => says)
}
