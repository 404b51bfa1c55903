import type { Database } from '../database/index.ts'
import { empty, identifier, join, sql, type Sql } from '../database/sql.ts'
import type { Access } from '../records/access.ts'
import { clients } from '../resources/clients.ts'
import type { Dashboard } from '../resources/dashboard.ts'
import { atLeast } from '../resources/roles.ts'
import { ageingBlock } from './ageing.ts'
import { listOf, rowsOf, type Block } from './lists.ts'
import { monthsBlock } from './months.ts'
import { newestBlock } from './newest.ts'
import { peopleBlock } from './people.ts'
import { periodsAround } from './periods.ts'
import { readableProperties } from './readable.ts'
import { stockBlock } from './stock.ts'
import { tasksBlock } from './tasks.ts'
import { viewingsBlock } from './viewings.ts'

/**
 * The member's day and the agency at a glance, as far as the member may read it. Two statements at once on two connections,
 * with about half of the work each: of an agency with many records one core alone is too slow. Days and months are those of the organization's time zone.
 */
export async function readDashboard(database: Database, access: Access, now: Date): Promise<Dashboard> {
  const periods = periodsAround(now, access.settings.timeZone)
  const tasks = tasksBlock(access, periods)
  const viewings = viewingsBlock(access, periods)
  const newest = newestBlock(access)
  const readable = readableProperties(access)
  const stock = stockBlock(access, readable)
  const ageing = ageingBlock(access, readable, periods)
  const months = monthsBlock(access, readable, periods)
  const people = seesPeople(access) ? peopleBlock(access, periods) : undefined
  const others = {
    tasks: tasks.sql,
    viewings: viewings.sql,
    newest: newest.sql,
    people: people?.sql ?? sql`null::json`,
    hasClients: sql`exists(select from ${rowsOf(access, listOf(clients))})`,
  }
  const ofStock = { stock: stock.sql, ageing: ageing.sql }
  // What has to look for the properties first stays together, so that it does once.
  const halves = readable.isTable
    ? [ofStock, { ...others, months: months.sql }]
    : [{ ...ofStock, months: months.sql }, others]
  const [first, second] = await Promise.all([
    readParts(database, access, halves[0]!, readable.prelude),
    readParts(database, access, halves[1]!),
  ])
  const row = { ...first, ...second } as Raw
  return {
    isEmpty: row.stock.length === 0 && !row.hasClients,
    tasks: tasks.read(row.tasks),
    viewings: viewings.read(row.viewings),
    newest: newest.read(row.newest),
    stock: stock.read(row.stock),
    ageing: ageing.read(row.ageing),
    months: months.read(row.months),
    people: people && row.people ? people.read(row.people) : null,
  }
}

/** One statement: its parts in one row, by their names. */
async function readParts(
  database: Database,
  access: Access,
  parts: Partial<Record<keyof Raw, Sql>>,
  prelude = empty,
): Promise<Partial<Raw>> {
  const named = Object.entries(parts).map(([name, part]) => sql`${part} as ${identifier(name)}`)
  const [row] = await database.read<Partial<Raw>>(access, sql`${prelude} select ${join(named)}, ${alone} as alone`)
  if (!row) throw new Error('The dashboard query answered no row')
  return row
}

/** For a few dozen milliseconds of work it does not pay to wake other processes up, least of all when all are busy. */
const alone = sql`set_config('max_parallel_workers_per_gather', '0', true)`

/** Who did how much is for those who run a team. */
const seesPeople = ({ role, isPersonal }: Access) => atLeast(role, 'ADMIN') && !isPersonal

type RawOf<T> = T extends Block<infer R, unknown> ? R : never

interface Raw {
  tasks: RawOf<ReturnType<typeof tasksBlock>>
  viewings: RawOf<ReturnType<typeof viewingsBlock>>
  newest: RawOf<ReturnType<typeof newestBlock>>
  stock: RawOf<ReturnType<typeof stockBlock>>
  ageing: RawOf<ReturnType<typeof ageingBlock>>
  months: RawOf<ReturnType<typeof monthsBlock>>
  people: RawOf<ReturnType<typeof peopleBlock>> | null
  hasClients: boolean
}
