import { z } from 'zod'
import { persons, type OperationGroup } from '../openapi/operation.ts'
import { count, id, shared, titles } from '../openapi/schemas.ts'
import { deeds, monthSeries } from '../resources/dashboard.ts'

const link = { resource: z.string(), query: z.string() }
const counted = { ...link, count: count(), capped: z.literal(true).optional() }
const Counted = shared('Counted', z.object(counted).describe('A number, and the list that it counts.'))
const Brief = z.looseObject({ id: id(), _titles: titles() })
const Newest = z.object({ assigned: Counted, created: Counted, rows: z.array(Brief) })
const sum = z.object({ ...link, transactionType: z.string(), amount: z.number() })
const Share = z.object({ ...counted, value: z.string(), sums: z.array(sum) })
const each = <K extends string>(names: readonly K[]) =>
  Object.fromEntries(names.map((name) => [name, Counted])) as Record<K, typeof Counted>

const Dashboard = z.object({
  isEmpty: z.boolean(),
  tasks: z.object({ overdue: Counted, today: Counted, rows: z.array(Brief) }),
  viewings: z.object({ today: Counted, week: Counted, rows: z.array(Brief) }),
  newest: z.object({ properties: Newest, clients: Newest }),
  stock: z.object({ onMarket: Counted, statuses: z.array(Share), types: z.array(Share) }),
  ageing: z.array(z.object({ ...counted, from: z.int().optional(), to: z.int().optional() })),
  months: z.array(z.object({ month: z.string().regex(/^\d{4}-\d{2}$/), ...each(monthSeries) })),
  people: z.array(z.object({ id: id(), name: z.string(), isFormer: z.boolean(), ...each(deeds) })).nullable(),
})

/** `/api/dashboard`. */
export const dashboardOperations: OperationGroup = {
  tag: 'dashboard',
  description: 'The caller’s day and the agency.',
  operations: [
    {
      at: 'GET /api/dashboard',
      summary: 'Numbers, each with the list that it counts',
      audience: persons,
      answers: { 200: { body: Dashboard } },
    },
  ],
}
