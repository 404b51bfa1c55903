import type { Clock } from './clock.ts'
import type { TransactionType } from './prices.ts'
import { roundPrice } from './prices.ts'
import type { Edit, Staff } from './plan.ts'
import type { Random } from './random.ts'

/** How a property's story has ended so far. */
export type Ending = 'DRAFT' | 'ACTIVE' | 'UNDER_OFFER' | 'CLOSED' | 'WITHDRAWN' | 'BACK' | 'ARCHIVED'

export const endings: Record<TransactionType, Partial<Record<Ending, number>>> = {
  SALE: { DRAFT: 8, ACTIVE: 45, UNDER_OFFER: 8, CLOSED: 17, WITHDRAWN: 7, BACK: 4, ARCHIVED: 11 },
  RENT: { DRAFT: 6, ACTIVE: 40, UNDER_OFFER: 6, CLOSED: 32, WITHDRAWN: 4, BACK: 3, ARCHIVED: 9 },
  SHORT_LET: { DRAFT: 8, ACTIVE: 76, WITHDRAWN: 8, BACK: 6, ARCHIVED: 2 },
}

/** Days since it was entered: least and most. */
export const ages: Record<Ending, [number, number]> = {
  DRAFT: [0, 25],
  ACTIVE: [1, 240],
  UNDER_OFFER: [20, 260],
  CLOSED: [60, 540],
  WITHDRAWN: [60, 420],
  BACK: [70, 420],
  ARCHIVED: [200, 600],
}

/** The statuses it went through after ACTIVE. */
const paths: Record<Exclude<Ending, 'DRAFT' | 'CLOSED' | 'ARCHIVED'>, string[]> = {
  ACTIVE: [],
  UNDER_OFFER: ['UNDER_OFFER'],
  WITHDRAWN: ['WITHDRAWN'],
  BACK: ['WITHDRAWN', 'ACTIVE'],
}

function pathOf(random: Random, ending: Exclude<Ending, 'DRAFT'>, transaction: TransactionType): string[] {
  const closed = ['UNDER_OFFER', transaction === 'SALE' ? 'SOLD' : 'RENTED']
  if (ending === 'CLOSED') return closed
  if (ending !== 'ARCHIVED') return paths[ending]
  const before = transaction === 'SHORT_LET' ? ['WITHDRAWN'] : random.pick([closed, closed, ['WITHDRAWN'], []])
  return [...before, 'ARCHIVED']
}

export interface Story {
  /** The status it was entered with. */
  status: string
  edits: Edit[]
}

/** What became of a property since it was entered: published, made cheaper, agreed on, withdrawn, put away. */
export function storyOf(
  random: Random,
  {
    ending,
    transaction,
    price,
    at,
    staff,
    clock,
  }: { ending: Ending; transaction: TransactionType; price: number; at: Date; staff: Staff; clock: Clock },
): Story {
  if (ending === 'DRAFT') return { status: 'DRAFT', edits: [] }
  const startsAsDraft = random.chance(0.5)
  const isLong = clock.now.getTime() - at.getTime() > 60 * 86_400_000
  const cuts = transaction === 'SALE' && isLong && random.chance(0.45) ? random.int(1, 2) : 0
  const changes = [
    ...(startsAsDraft ? [{ status: 'ACTIVE' }] : []),
    ...Array.from({ length: cuts }, (_, index) => ({ listPrice: roundPrice(price * (1 - 0.045 * (index + 1))) })),
    ...(transaction === 'SHORT_LET' && isLong && random.chance(0.5)
      ? [{ listPrice: price + random.int(1, 4) * 5 }]
      : []),
    ...pathOf(random, ending, transaction).map((status) => ({ status })),
  ]
  const times = clock.after(random, at, changes.length)
  const edits = changes.map((change, index) => {
    const when = times[index] ?? clock.now
    const by =
      'status' in change && change.status === 'ARCHIVED' ? staff.manager(random, when) : staff.writer(random, when)
    return { by, at: when, changes: change }
  })
  return { status: startsAsDraft ? 'DRAFT' : 'ACTIVE', edits }
}
