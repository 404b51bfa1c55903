import type { Place, Surroundings } from './places.ts'
import type { Random } from './random.ts'

export type PropertyType =
  | 'APARTMENT'
  | 'MAISONETTE'
  | 'HOUSE'
  | 'BUILDING'
  | 'LAND'
  | 'AGRICULTURAL_LAND'
  | 'COMMERCIAL'
  | 'STORAGE'
  | 'PARKING'
  | 'OTHER'

/** What is true of a property, before anybody prices or describes it. */
export interface Facts {
  propertyType: PropertyType
  bedroomsTotal?: number
  bathroomsTotal?: number
  livingArea?: number
  lotSize?: number
  floor?: number
  yearBuilt?: number
  /** The year of the last thorough renovation. */
  renovated?: number
  energyClass?: string
}

// prettier-ignore
const stock: Record<Surroundings, Partial<Record<PropertyType, number>>> = {
  city: { APARTMENT: 68, MAISONETTE: 5, HOUSE: 2, BUILDING: 3, LAND: 2, COMMERCIAL: 12, STORAGE: 3, PARKING: 4, OTHER: 1 },
  town: { APARTMENT: 46, MAISONETTE: 14, HOUSE: 14, BUILDING: 8, COMMERCIAL: 14, STORAGE: 2, OTHER: 2 },
  suburb: { APARTMENT: 50, MAISONETTE: 20, HOUSE: 13, BUILDING: 1, LAND: 6, COMMERCIAL: 7, PARKING: 2, STORAGE: 1 },
  coast: { APARTMENT: 60, MAISONETTE: 16, HOUSE: 7, BUILDING: 2, LAND: 4, COMMERCIAL: 7, PARKING: 2, STORAGE: 2 },
  island: { HOUSE: 34, APARTMENT: 17, MAISONETTE: 18, LAND: 14, AGRICULTURAL_LAND: 7, COMMERCIAL: 6, BUILDING: 2, OTHER: 2 },
}

/** Decades things were built in, by their first year. */
// prettier-ignore
const decades: Record<Surroundings, Record<string, number>> = {
  city: { 1935: 4, 1960: 26, 1970: 30, 1980: 14, 1990: 8, 2000: 10, 2015: 8 },
  town: { 1890: 20, 1930: 18, 1960: 16, 1970: 20, 1980: 16, 2000: 10 },
  suburb: { 1970: 12, 1980: 20, 1990: 22, 2000: 24, 2015: 22 },
  coast: { 1965: 14, 1975: 24, 1985: 16, 1995: 14, 2003: 14, 2016: 18 },
  island: { 1900: 8, 1975: 10, 1985: 18, 1995: 22, 2003: 26, 2015: 16 },
}

export function factsOf(random: Random, place: Place, thisYear: number): Facts {
  const propertyType = random.weighted(stock[place.surroundings])
  if (propertyType === 'LAND') return { propertyType, lotSize: plot(random, place) }
  if (propertyType === 'AGRICULTURAL_LAND') return { propertyType, lotSize: random.int(12, 90) * 250 }
  const yearBuilt = Math.min(Number(random.weighted(decades[place.surroundings])) + random.int(0, 9), thisYear + 1)
  const renovated = yearBuilt < 1996 && random.chance(0.4) ? random.int(2012, thisYear - 1) : undefined
  const built = { propertyType, yearBuilt, renovated, ...rooms(random, propertyType, place) }
  return { ...built, energyClass: energyOf(random, propertyType, yearBuilt, renovated) }
}

function plot(random: Random, { surroundings }: Place): number {
  if (surroundings === 'island') return random.int(16, 64) * 125
  return surroundings === 'city' ? random.int(14, 45) * 10 : random.int(25, 95) * 10
}

/** Square metres of a flat by its bedrooms. */
const flats = [
  [26, 38],
  [42, 62],
  [66, 98],
  [94, 142],
  [138, 215],
] as const

function rooms(random: Random, type: PropertyType, place: Place): Partial<Facts> {
  const isIsland = place.surroundings === 'island'
  const storeys = isIsland ? 1 : place.surroundings === 'town' ? 3 : place.surroundings === 'suburb' ? 4 : 6
  switch (type) {
    case 'APARTMENT': {
      const bedroomsTotal = Number(random.weighted({ 0: 7, 1: 26, 2: 38, 3: 23, 4: 6 }))
      const [least, most] = flats[bedroomsTotal]!
      const bathroomsTotal = bedroomsTotal > 2 ? random.int(1, 3) : bedroomsTotal === 2 && random.chance(0.3) ? 2 : 1
      const floor = bedroomsTotal < 3 && random.chance(0.08) ? -1 : random.int(0, storeys)
      return { bedroomsTotal, bathroomsTotal, livingArea: random.int(least, most), floor }
    }
    case 'MAISONETTE': {
      const bedroomsTotal = random.int(2, 4)
      const livingArea = bedroomsTotal * random.int(32, 46) + random.int(15, 35)
      return { bedroomsTotal, bathroomsTotal: random.int(2, 3), livingArea, floor: random.int(0, Math.min(storeys, 3)) }
    }
    case 'HOUSE': {
      const bedroomsTotal = Number(random.weighted({ 1: 8, 2: 24, 3: 32, 4: 22, 5: 10, 6: 4 }))
      const livingArea = bedroomsTotal * random.int(32, 58) + random.int(15, 40)
      const around = isIsland ? random.int(2, 36) * 100 : random.int(80, 700)
      return {
        bedroomsTotal,
        bathroomsTotal: Math.max(1, bedroomsTotal - random.int(0, 2)),
        livingArea,
        lotSize: Math.round(livingArea * 0.6) + around,
      }
    }
    case 'BUILDING':
    case 'OTHER': {
      const livingArea = random.int(24, isIsland ? 70 : 130) * 10
      return {
        livingArea,
        lotSize: Math.round(livingArea * random.between(0.35, isIsland ? 3 : 0.7)),
        bathroomsTotal: random.int(3, 12),
      }
    }
    case 'COMMERCIAL':
      return {
        livingArea: random.int(28, 260),
        bathroomsTotal: random.int(1, 2),
        floor: random.chance(0.6) ? 0 : random.int(1, storeys),
      }
    case 'STORAGE':
      return { livingArea: random.int(8, 90), floor: random.chance(0.85) ? -1 : -2 }
    default:
      return { livingArea: random.between(11.5, 16) > 14 ? 15 : 12.5, floor: random.int(-2, -1) }
  }
}

// As the definition spells them: Η, Ζ, Ε, Δ, Γ in Greek letters, A and B in Latin ones.
const classes = ['Η', 'Ζ', 'Ε', 'Δ', 'Γ', 'B', 'B+', 'A', 'A+']
const expected = [
  [1980, 0],
  [1990, 1],
  [2000, 2],
  [2010, 4],
  [2016, 5],
  [2021, 6],
  [9999, 7],
] as const

function energyOf(random: Random, type: PropertyType, year: number, renovated?: number): string {
  if (type === 'STORAGE' || type === 'PARKING') return 'EXEMPT'
  if (random.chance(0.06)) return 'PENDING'
  const base = expected.find(([before]) => year < before)![1]
  const better = renovated === undefined ? 0 : 2
  return classes[Math.min(base + better + random.int(0, 1), classes.length - 1)]!
}
