import type { Database } from '../database/index.ts'
import { sql, type Sql } from '../database/sql.ts'
import { assignments } from '../records/involvement.ts'
import type { ActivityKind } from '../resources/activityKinds.ts'
import { resources } from '../resources/index.ts'

/** An activity row, as far as live updates need it. */
export interface LoggedChange {
  resource: string
  /** None for what is not about one record, such as a bulk change as a whole. */
  recordId: string | null
  kind: ActivityKind
  /** The members from whom the change took the record. */
  takenFrom: string[]
}

/** A notice that came into a member's inbox, or changed there. */
export interface NoticeChange {
  id: string
  memberId: string
  kind: 'create' | 'edit'
}

/** What became visible between two moments in one organization. */
export interface Batch {
  /** The later moment, as PostgreSQL writes a snapshot: which transactions had ended. */
  snapshot: string
  changes: LoggedChange[]
  notices: NoticeChange[]
  /** There was more than is worth telling one by one, or nothing can be told about that moment. */
  isTooMuch: boolean
}

/** More than this is one word: look anew. Ids of so many fit into a message of 50 kB. */
export const mostChanges = 500

/** The present moment of the database, as an organization sees it. */
export async function presentSnapshot(database: Database, organizationId: string): Promise<string> {
  const [row] = await database.read<{ snapshot: string }>(
    { organizationId, userId: '' },
    sql`select pg_current_snapshot()::text as snapshot`,
  )
  return row?.snapshot ?? ''
}

/**
 * Every row committed after `since` and not after `until`, which is now unless given: exactly once, in whatever order
 * transactions are committed, for it asks not when a row was written but whether its transaction had ended.
 */
export async function readChanges(
  database: Database,
  organizationId: string,
  since: string,
  until?: string,
): Promise<Batch> {
  const end = until === undefined ? sql`pg_current_snapshot()` : sql`${until}::pg_snapshot`
  // Rows brought along from another cluster may carry transactions that are yet to come here: hence the last test.
  const isNew = sql`x.organization_id = ${organizationId}::uuid and x.xact >= pg_snapshot_xmin(${since}::pg_snapshot)
    and not pg_visible_in_snapshot(x.xact, ${since}::pg_snapshot) and pg_visible_in_snapshot(x.xact, ${end})`
  const [row] = await database.read<Omit<Batch, 'isTooMuch'> & { isAhead: boolean }>(
    { organizationId, userId: '' },
    sql`select ${end}::text as snapshot, pg_snapshot_xmax(${since}::pg_snapshot) > pg_snapshot_xmax(${end}) as "isAhead",
      ${rows(sql`select x.resource, x.record_id as "recordId", x.kind, ${takenFrom()} as "takenFrom" from activity x where ${isNew}`)} as changes,
      ${rows(sql`select x.id, x.member_id as "memberId", case when x.read_at is null then 'create' else 'edit' end as kind
        from notice x where ${isNew}`)} as notices`,
  )
  if (!row) throw new Error('The changes were not answered')
  const { isAhead, ...batch } = row
  const isTooMuch = isAhead || batch.changes.length > mostChanges || batch.notices.length > mostChanges
  return { ...batch, isTooMuch }
}

const rows = (query: Sql) =>
  sql`(select coalesce(json_agg(c), '[]') from (${query} order by x.xact limit ${mostChanges + 1}::int) c)`

/** Of a change of the fields that assign a record, those who had it before. */
function takenFrom(): Sql {
  const names = new Set(
    Object.values(resources)
      .flatMap(assignments)
      .map(({ name }) => name),
  )
  return sql`array(select x.changes -> name ->> 0 from unnest(${[...names]}::text[]) name
    where x.kind = 'edit' and x.changes -> name ->> 0 is not null)`
}

const form = /^\d{1,19}:\d{1,19}:(\d{1,19}(,\d{1,19})*)?$/
const longest = 4000

/** Whether a client's text is a snapshot that PostgreSQL would read: it comes back as `Last-Event-ID`. */
export function isSnapshot(text: string): boolean {
  if (text.length > longest || !form.test(text)) return false
  const [first, end, running] = text.split(':')
  const [xmin, xmax] = [BigInt(first ?? 0), BigInt(end ?? 0)]
  const between = running ? running.split(',').map(BigInt) : []
  const isAscending = between.every((xact, index) => index === 0 || xact > (between[index - 1] ?? 0n))
  return xmin > 0n && xmin <= xmax && isAscending && between.every((xact) => xact >= xmin && xact < xmax)
}
