import type { Clock } from './clock.ts'
import { company, foreigners, greekPerson, latin, taxId, type Foreigner } from './names.ts'
import type { DemoOrganization } from './organizations.ts'
import { Staff, type Plan } from './plan.ts'
import type { Random } from './random.ts'

type Wish = 'owner' | 'buyer' | 'tenant'
type Sort = 'greek' | 'company' | 'foreign'

export interface ClientPlan extends Plan {
  /** Whether properties may belong to them. */
  isOwner: boolean
}

const wishes: Record<Sort, Partial<Record<Wish, number>>> = {
  greek: { owner: 48, buyer: 30, tenant: 22 },
  company: { owner: 75, buyer: 25 },
  foreign: { owner: 20, buyer: 80 },
}

// prettier-ignore
const tags: Record<Wish, string[]> = {
  owner: ['ιδιοκτήτης', 'αποκλειστική ανάθεση', 'κάτοικος εξωτερικού', 'κληρονομιά'],
  buyer: ['αγοραστής', 'προέγκριση δανείου', 'επενδυτής', 'μετρητά', 'πρώτη κατοικία'],
  tenant: ['ενοικιαστής', 'οικογένεια', 'φοιτητής', 'κατοικίδιο'],
}
// prettier-ignore
const sources = { 'Σύσταση': 28, 'Ιστοσελίδα': 20, 'Πύλη αγγελιών': 24, 'Πινακίδα': 8, 'Επίσκεψη στο γραφείο': 9, 'Κοινωνικά δίκτυα': 7, 'Παλιός πελάτης': 6 }
const landlines = {
  aegean: ['210', '210', '210', '2310', '22840', '28210'],
  ionian: ['26610', '26710', '26450', '26950'],
}

/** The people and firms of an agency, oldest first. */
export function clientPlans(random: Random, organization: DemoOrganization, staff: Staff, clock: Clock): ClientPlan[] {
  const strangers = foreigners(random)
  const taken = new Set<string>()
  const plans = Array.from({ length: organization.clients }, () => {
    const sort: Sort = random.weighted({ greek: 80, company: 12, foreign: strangers.length > 0 ? 8 : 0 })
    return clientPlan(random, { sort, organization, staff, clock, taken, strangers })
  })
  return plans.sort((a, b) => a.at.getTime() - b.at.getTime())
}

interface Making {
  sort: Sort
  organization: DemoOrganization
  staff: Staff
  clock: Clock
  taken: Set<string>
  strangers: Foreigner[]
}

function clientPlan(random: Random, { sort, organization, staff, clock, taken, strangers }: Making): ClientPlan {
  const wish = random.weighted(wishes[sort])
  const stranger = sort === 'foreign' ? strangers.splice(random.int(0, strangers.length - 1), 1)[0] : undefined
  const name = stranger?.name ?? fresh(taken, () => (sort === 'company' ? company(random) : greekPerson(random)))
  // Owners have been with the agency for longer, and most came when it was new in town.
  const age = wish === 'owner' ? random.int(20, organization.foundedDaysAgo - 30) : Math.floor(random.next() ** 2 * 600)
  const at = clock.at(random, age)
  const by = staff.writer(random, at)
  const email = random.chance(0.86) ? emailOf(taken, name, sort) : undefined
  const landline = random.pick(landlines[organization.market])
  const fixed = `+30${landline}${random.int(2, 8)}${random.digits(9 - landline.length)}`
  const mobile =
    stranger?.phone ??
    `+3069${random.pick(['32', '36', '44', '45', '48', '72', '74', '77', '79', '83', '87'])}${random.digits(6)}`
  const hasMobile = sort !== 'company' && (email === undefined || random.chance(0.93))
  const body = {
    name,
    clientType: sort === 'company' ? 'COMPANY' : 'PERSON',
    email,
    phone: sort === 'company' ? fixed : hasMobile ? mobile : undefined,
    secondaryPhone:
      sort === 'greek' && random.chance(0.14) ? fixed : sort === 'company' && random.chance(0.5) ? mobile : undefined,
    taxId: taxIdOf(random, sort, wish),
    tags: tagsOf(random, sort, wish),
    leadSource: random.weighted(sources),
    agentId: random.chance(0.85) ? staff.seller(random, by, at).id : undefined,
    marketingConsentAt: random.chance(0.4) ? new Date(at.getTime() + 90_000).toISOString() : undefined,
  }
  return {
    id: random.id(),
    by,
    at,
    body,
    edits: editsOf(random, body, { staff, clock, at }),
    isOwner: wish === 'owner',
  }
}

function taxIdOf(random: Random, sort: Sort, wish: Wish): string | undefined {
  if (sort === 'company') return taxId(random, random.pick(['09', '80', '99']))
  const isKnown = sort === 'greek' && random.chance(wish === 'owner' ? 0.65 : 0.08)
  return isKnown ? taxId(random, random.pick(['02', '03', '04', '05', '10', '12', '15'])) : undefined
}

function tagsOf(random: Random, sort: Sort, wish: Wish): string[] {
  const [first = '', ...others] = tags[wish]
  const more = random.chance(0.4) ? [random.pick(others)] : []
  if (sort === 'foreign' && wish === 'buyer' && random.chance(0.5)) more.push('Golden Visa')
  return sort === 'company' ? [first] : [first, ...more, ...(random.chance(0.05) ? ['VIP'] : [])]
}

function editsOf(
  random: Random,
  body: { tags: string[]; phone?: string },
  { staff, clock, at }: { staff: Staff; clock: Clock; at: Date },
) {
  if (!random.chance(0.24)) return []
  const [when = at] = clock.after(random, at, 1)
  const by = staff.writer(random, when)
  const change = random.weighted({ tag: 30, consent: 25, agent: 25, phone: 20 })
  const changes = {
    tag: { tags: [...new Set([...body.tags, 'σε επαφή'])] },
    consent: { marketingConsentAt: when.toISOString() },
    agent: { agentId: staff.seller(random, by, when).id },
    phone: { secondaryPhone: `+306945${random.digits(6)}` },
  }
  return [{ by, at: when, changes: changes[change] }]
}

function fresh(taken: Set<string>, make: () => string): string {
  for (;;) {
    const name = make()
    if (!taken.has(name)) return taken.add(name) && name
  }
}

function emailOf(taken: Set<string>, name: string, sort: Sort): string {
  const words = latin(name)
    .replace(/[^a-z0-9 ]/g, '')
    .split(' ')
  const local =
    sort === 'company' ? `info.${words.slice(0, 2).join('-')}` : `${words[0]?.slice(0, 1)}.${words.slice(1).join('')}`
  for (let number = 1; ; number++) {
    const email = `${local}${number === 1 ? '' : number}@example.com`
    if (!taken.has(email)) return taken.add(email) && email
  }
}
