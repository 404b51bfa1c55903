import { isOffPlan } from './claims.ts'
import type { ClientPlan } from './clients.ts'
import type { Clock } from './clock.ts'
import { factsOf, type Facts } from './facts.ts'
import { ages, endings, storyOf } from './lifecycle.ts'
import type { DemoOrganization } from './organizations.ts'
import { markets, type Place } from './places.ts'
import type { Plan, Staff } from './plan.ts'
import { priceOf, transactionOf } from './prices.ts'
import type { Random } from './random.ts'
import { privateRemarks, publicRemarks } from './remarks.ts'

interface Making {
  organization: DemoOrganization
  staff: Staff
  clock: Clock
  /** Those a property may belong to. */
  owners: ClientPlan[]
}

/** The stock of an agency, oldest first, as its references will be numbered. */
export function propertyPlans(random: Random, making: Making): Plan[] {
  const plans = Array.from({ length: making.organization.properties }, () => propertyPlan(random, making))
  return plans.sort((a, b) => a.at.getTime() - b.at.getTime())
}

function propertyPlan(random: Random, { organization, staff, clock, owners }: Making): Plan {
  const thisYear = clock.now.getUTCFullYear()
  const place = random.pick(markets[organization.market])
  const facts = factsOf(random, place, thisYear)
  const transaction = transactionOf(random, facts, place)
  const price = priceOf(random, facts, place, transaction, thisYear)
  const ending = random.weighted(endings[transaction])
  const at = clock.at(random, random.int(...ages[ending]))
  const by = staff.writer(random, at)
  const { status, edits } = storyOf(random, { ending, transaction, price, at, staff, clock })
  const { renovated: _, ...fields } = facts
  const known = owners.filter((owner) => owner.at <= at)
  const isSketch = ending === 'DRAFT' && random.chance(0.4)
  const body = {
    ...fields,
    ...addressOf(random, place, facts),
    transactionType: transaction,
    status,
    // Some drafts still wait for their price and text.
    listPrice: isSketch ? undefined : price,
    publicRemarks: isSketch ? undefined : publicRemarks(random, facts, place, transaction),
    privateRemarks: privateRemarks(random),
    ownerId: known.length > 0 && random.chance(0.9) ? random.pick(known).id : undefined,
    agentId: isSketch ? undefined : staff.seller(random, by, at).id,
  }
  return { id: random.id(), by, at, body, edits }
}

function addressOf(random: Random, place: Place, facts: Facts) {
  const { region, city, district, postalCode, near, streets } = place
  const isOutside = isOffPlan(facts, place)
  const street = streets.length > 0 && !isOutside ? random.pick(streets) : undefined
  const spread = place.surroundings === 'island' || place.surroundings === 'town' ? 0.0015 : 0.003
  return {
    country: 'GR',
    region,
    city,
    district,
    street,
    streetNumber: street && String(random.int(1, place.surroundings === 'city' ? 140 : 60)),
    postalCode,
    locationText: !isOutside && random.chance(0.6) ? near : undefined,
    latitude: around(random, place.latitude, spread),
    longitude: around(random, place.longitude, spread),
    addressVisibility: random.weighted({ AREA: 70, EXACT: 20, HIDDEN: 10 }),
  }
}

function around(random: Random, degrees: number, spread: number): number {
  return Number((degrees + random.between(-spread, spread)).toFixed(5))
}
