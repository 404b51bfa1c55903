import { sql } from '../database/sql.ts'
import type { Access } from '../records/access.ts'
import type { Dashboard, Share } from '../resources/dashboard.ts'
import { fieldOf } from '../resources/fields.ts'
import { properties } from '../resources/properties.ts'
import { listOf, rowsOf, type Block, type Filter } from './lists.ts'
import type { Readable } from './readable.ts'

/** Properties that have three things in common. */
interface Cell {
  status: string
  propertyType: string
  transactionType: string
  count: number
  amount: number | null
}

/** What can be sold or let now. */
const onMarket = ['ACTIVE', 'UNDER_OFFER']
const market: Filter[] = onMarket.map((status) => ['status', status])

/** The properties by status, and those on the market by type: how many, and their prices by what they are offered for. */
export function stockBlock(access: Access, readable: Readable): Block<Cell[], Dashboard['stock']> {
  const cells = readable.isTable ? cellByCell(access) : grouped(access, readable)
  return {
    sql: sql`(select coalesce(json_agg(row_to_json(c)), '[]') from (
      select status, property_type as "propertyType", transaction_type as "transactionType", count,
        trim_scale(cents::numeric / 100) as amount
      from (${cells}) s where count > 0) c)`,
    read(cells) {
      const offered = cells.filter(({ status }) => onMarket.includes(status))
      return {
        onMarket: { count: total(offered), ...listOf(properties, ...market) },
        statuses: shares('status', cells, []),
        types: shares('propertyType', offered, market).filter(({ count }) => count > 0),
      }
    },
  }
}

const sums = sql`count(*)::int as count, sum(t.list_price_cents) as cents`

const grouped = (
  access: Access,
  { from }: Readable,
) => sql`select t.status, t.property_type, t.transaction_type, ${sums}
  from ${rowsOf(access, listOf(properties), from)} group by 1, 2, 3`

/** The whole stock lies in an index, cell after cell: summing each by itself spares comparing every row with the next. */
const cellByCell = (access: Access) => sql`select status, property_type, transaction_type, count, cents
  from unnest(${optionsOf('status')}::text[]) status, unnest(${optionsOf('propertyType')}::text[]) property_type,
    unnest(${optionsOf('transactionType')}::text[]) transaction_type,
    lateral (select ${sums} from ${rowsOf(access, listOf(properties))} and t.status = status.status
      and t.property_type = property_type.property_type and t.transaction_type = transaction_type.transaction_type) cell`

const optionsOf = (name: string) => [...(fieldOf(properties, name).options ?? [])]

function shares(name: 'status' | 'propertyType', cells: Cell[], filters: Filter[]): Share[] {
  return optionsOf(name).map((value) => {
    const own: Filter[] = [...filters, [name, value]]
    const part = cells.filter((cell) => cell[name] === value)
    return Object.assign(listOf(properties, ...own), { value, count: total(part), sums: sumsOf(part, own) })
  })
}

function sumsOf(cells: Cell[], filters: Filter[]): Share['sums'] {
  return optionsOf('transactionType').flatMap((transactionType) => {
    const part = cells.filter((cell) => cell.transactionType === transactionType && cell.amount !== null)
    if (part.length === 0) return []
    const cents = part.reduce((sum, { amount }) => sum + Math.round((amount ?? 0) * 100), 0)
    const list = listOf(properties, ...filters, ['transactionType', transactionType])
    return [{ transactionType, amount: cents / 100, ...list }]
  })
}

const total = (cells: Cell[]) => cells.reduce((sum, { count }) => sum + count, 0)
