import type { Database } from '../database/index.ts'
import { empty, identifier, integer, sql, type Sql } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import type { Definition } from '../resources/define.ts'
import { fieldOf } from '../resources/fields.ts'
import { resources } from '../resources/index.ts'
import { activityOf, insertActivity } from './activity.ts'
import { nobodyIn, type Actor } from './actor.ts'
import type { Scope } from './access.ts'
import { columnName } from './columnNames.ts'
import { column, table } from './columns.ts'
import { pointersTo, type Pointer } from './dependents.ts'
import { lockRecords } from './lock.ts'
import { writeRecords } from './write.ts'

/** How long the trash keeps what was put into it, in days (domain.md §3). */
export const trashDays = 30
const batch = 200

/**
 * Removes for good what has lain in the trash for 30 days, in every organization, each record with its row in the feed, but for
 * what stays for good.
 * What cannot stand without it goes along; elsewhere the reference is emptied, as an edit by nobody. Answers how many.
 */
export async function purgeTrash(database: Database, now: Date): Promise<number> {
  const organizations = await database.ask<{ id: string }>(sql`select id from organization order by id`)
  let gone = 0
  for (const { id } of organizations) {
    for (const definition of Object.values(resources).filter(
      ({ view, section }) => !view && section !== 'organization',
    )) {
      gone += await purgeResource(database, definition, { access: nobodyIn(id), now })
    }
  }
  return gone
}

/** In short transactions, so that nobody waits for long. What somebody is just restoring is not touched. */
async function purgeResource(database: Database, definition: Definition, actor: Actor): Promise<number> {
  const before = new Date(actor.now.getTime() - trashDays * 86_400_000).toISOString()
  let gone = 0
  for (;;) {
    const found = await database.withOrganization(actor.access, async (tx) => {
      const rows = await tx.query<{ id: string }>(sql`
        select t.id from ${table(definition)} t
        where t.organization_id = ${actor.access.organizationId}::uuid and t.deleted_at < ${before}::timestamptz${staying(definition)}
        order by t.deleted_at limit ${integer(batch)} for update skip locked`)
      return rows.length > 0
        ? remove(
            tx,
            definition,
            rows.map(({ id }) => id),
            actor,
          )
        : 0
    })
    gone += found
    if (found === 0) return gone
  }
}

/** ` and …`: without those that stay for good. */
function staying(definition: Definition): Sql {
  const { staysWith } = definition
  return staysWith ? sql` and ${column(fieldOf(definition, staysWith))} is null` : empty
}

/** Removes these records, first freeing what points to them. Answers how many. */
async function remove(tx: TenantTransaction, definition: Definition, ids: string[], actor: Actor): Promise<number> {
  const rows = await lockRecords(tx, everything(definition, actor), ids)
  let gone = rows.length
  for (const pointer of pointersTo(definition)) gone += await release(tx, pointer, ids, actor)
  const logged = rows.map((row) => activityOf(definition, 'purge', null, row, actor))
  await tx.query(sql`
    with gone as (delete from ${table(definition)} t
      where t.organization_id = ${actor.access.organizationId}::uuid and t.id = any(${ids}::uuid[]))
    ${insertActivity(actor.access.organizationId, logged)}`)
  return gone
}

async function release(
  tx: TenantTransaction,
  { definition, field }: Pointer,
  ids: string[],
  actor: Actor,
): Promise<number> {
  const at = identifier('t', columnName(fieldOf(definition, field)))
  const found = await tx.query<{ id: string }>(sql`
    select t.id from ${table(definition)} t
    where t.organization_id = ${actor.access.organizationId}::uuid and ${at} = any(${ids}::uuid[])`)
  if (found.length === 0) return 0
  const rows = await lockRecords(
    tx,
    everything(definition, actor),
    found.map(({ id }) => id),
  )
  const lost = rows.filter((row) => !standsWithout(definition, field, row))
  const kept = rows.filter((row) => standsWithout(definition, field, row))
  const changes = kept.map((before) => ({ kind: 'edit' as const, before, after: { ...before, [field]: null } }))
  if (changes.length > 0) await writeRecords(tx, definition, changes, actor)
  return lost.length > 0
    ? remove(
        tx,
        definition,
        lost.map(({ id }) => String(id)),
        actor,
      )
    : 0
}

/** Whether a record is still about something without this reference. */
function standsWithout(definition: Definition, field: string, row: Row): boolean {
  if (!fieldOf(definition, field).nullable) return false
  if (definition.section !== 'related') return true
  const others = Object.entries(definition.references ?? {}).filter(
    ([name, target]) => name !== field && target !== 'members',
  )
  return others.some(([name]) => row[name])
}

const everything = (definition: Definition, { access }: Actor): Scope => ({ access, definition, reach: 'any' })
