import type { Database } from '../database/index.ts'
import { sql, text, type Sql } from '../database/sql.ts'
import type { Access } from '../records/access.ts'
import { readable, shownInstant, table } from '../records/columns.ts'
import { notes } from '../resources/notes.ts'
import { tasks } from '../resources/tasks.ts'
import { whereItStands } from './mentioned.ts'

export interface NoticePage {
  /** The notices as a JSON array, as PostgreSQL built it. */
  body: string
  total: number
  unread: number
}

/**
 * A page of the member's own notices, newest first, in one round trip. What a notice is about is told as long as the
 * member may read it, and `isOpen` says so.
 */
export async function listNotices(
  database: Database,
  access: Access,
  page: { start: number; limit: number },
): Promise<NoticePage> {
  const own = ownedBy(access)
  const [row] = await database.read<NoticePage>(
    access,
    sql`select (select count(*) from notice t where ${own})::int as total,
        (select count(*) from notice t where ${own} and t.read_at is null)::int as unread,
        (select coalesce(json_agg(row_to_json(r)), '[]')::text from (
          select p.id, p.kind, p.resource, p."recordId", case when p."isOpen" then p.title end as title,
            case when p."isOpen" and p.resource = ${text(notes.name)} then ${whereItStands(sql`p."recordId"`, access)} end as "on",
            p."actorId", case when p."isOpen" then p.data else '{}' end as data, p."createdAt", p."readAt", p."isOpen",
            json_build_object('actorId', p."actorName") as "_titles"
          from (
            select t.id, t.kind, t.resource, t.record_id as "recordId", t.title, t.data, t.actor_id as "actorId",
              ${shownInstant(sql`t.created_at`)} as "createdAt", ${shownInstant(sql`t.read_at`)} as "readAt",
              ${isOpenTo(access)} as "isOpen",
              (select a.name from membership a where a.organization_id = t.organization_id and a.id = t.actor_id) as "actorName"
            from notice t where ${own}
            order by t.created_at desc, t.id desc limit ${page.limit}::int offset ${page.start}::int) p) r) as body`,
  )
  if (!row) throw new Error('The list of notices answered no row')
  return row
}

/** Marks notices of the member as read, those of `ids` or all; answers how many are left unread. */
export async function markRead(
  database: Database,
  access: Access,
  wanted: { ids: string[] } | { all: true },
  now: Date,
): Promise<number> {
  const own = ownedBy(access)
  const some = 'ids' in wanted ? sql`t.id = any(${wanted.ids}::uuid[])` : sql`true`
  return database.withOrganization(access, async (tx) => {
    await tx.query(sql`
      update notice t set read_at = ${now.toISOString()}::timestamptz where ${own} and t.read_at is null and ${some}`)
    const [left] = await tx.query<{ n: number }>(
      sql`select count(*)::int as n from notice t where ${own} and t.read_at is null`,
    )
    return left?.n ?? 0
  })
}

const ownedBy = ({ organizationId, memberId }: Access): Sql =>
  sql`t.organization_id = ${organizationId}::uuid and t.member_id = ${memberId}::uuid`

/** That the record of a notice is there for the member; notices of no record always are. */
function isOpenTo(access: Access): Sql {
  const there = (definition: typeof tasks | typeof notes) => sql`exists (
    select from ${table(definition)} a
    where a.organization_id = t.organization_id and a.id = t.record_id and a.deleted_at is null${readable(definition, 'a', access)})`
  return sql`case when t.record_id is null then true
    when t.resource = ${text(tasks.name)} then ${there(tasks)}
    when t.resource = ${text(notes.name)} then ${there(notes)}
    else true end`
}
