import type { Facts, PropertyType } from './facts.ts'
import type { Place } from './places.ts'
import type { Random } from './random.ts'

export type TransactionType = 'SALE' | 'RENT' | 'SHORT_LET'

/** A square metre against one of a flat in the same street. */
// prettier-ignore
const worth: Record<PropertyType, number> = {
  APARTMENT: 1, MAISONETTE: 1.02, HOUSE: 1.06, BUILDING: 0.72, COMMERCIAL: 0.95, STORAGE: 0.32, PARKING: 0.55, OTHER: 0.9,
  LAND: 0.4, AGRICULTURAL_LAND: 0.004,
}

const forLiving = new Set<PropertyType>(['APARTMENT', 'MAISONETTE', 'HOUSE'])
const forRent = new Set<PropertyType>([...forLiving, 'COMMERCIAL', 'STORAGE', 'PARKING'])

export function transactionOf(random: Random, { propertyType }: Facts, place: Place): TransactionType {
  const isHoliday = place.surroundings === 'island' || place.surroundings === 'town' || place.district === 'Κουκάκι'
  if (!forRent.has(propertyType)) return 'SALE'
  if (isHoliday && forLiving.has(propertyType) && random.chance(0.24)) return 'SHORT_LET'
  return random.chance(isHoliday ? 0.1 : 0.34) ? 'RENT' : 'SALE'
}

/** What it is offered for: a sum for a sale, a month's rent, or a night of a short let. */
export function priceOf(random: Random, facts: Facts, place: Place, transaction: TransactionType, thisYear: number) {
  const value = valueOf(facts, place, thisYear) * random.between(0.88, 1.14)
  if (transaction === 'SHORT_LET') return roundTo(value * 0.00038 + 25, 5)
  if (transaction === 'RENT') return roundTo((value * (forLiving.has(facts.propertyType) ? 0.049 : 0.062)) / 12, 10)
  return roundPrice(value)
}

/** As people round an asking price. */
export function roundPrice(value: number): number {
  return roundTo(value, value < 100_000 ? 1000 : value < 500_000 ? 5000 : 10_000)
}

function valueOf(facts: Facts, place: Place, thisYear: number): number {
  const area = facts.livingArea ?? facts.lotSize ?? 0
  const perMeter = place.price * worth[facts.propertyType] * age(facts, thisYear) * size(facts) * level(facts)
  // Off the building plan, which is most land of an island, a square metre is worth a fraction.
  const isOffPlan = facts.propertyType === 'LAND' && place.surroundings === 'island'
  const garden = facts.propertyType === 'HOUSE' ? (facts.lotSize ?? 0) * place.price * 0.008 : 0
  return area * perMeter * (isOffPlan ? 0.055 : 1) + garden
}

function age({ yearBuilt, renovated }: Facts, thisYear: number): number {
  if (yearBuilt === undefined) return 1
  const years = thisYear - yearBuilt
  const asBuilt = years < 5 ? 1.3 : years < 22 ? 1.1 : years < 36 ? 0.95 : years < 50 ? 0.82 : 0.74
  return renovated === undefined ? asBuilt : asBuilt + 0.2
}

/** Small ones cost more by the metre. */
function size({ propertyType, livingArea = 0 }: Facts): number {
  if (propertyType === 'PARKING' || propertyType === 'STORAGE') return livingArea < 20 ? 1.2 : 1
  return livingArea > 0 && livingArea < 45 ? 1.12 : livingArea > 200 ? 0.92 : 1
}

function level({ propertyType, floor }: Facts): number {
  if (propertyType === 'COMMERCIAL') return floor === 0 ? 1.25 : 0.9
  if (propertyType !== 'APARTMENT' || floor === undefined) return 1
  return floor < 0 ? 0.68 : 0.9 + floor * 0.03
}

function roundTo(value: number, step: number): number {
  return Math.max(step, Math.round(value / step) * step)
}
