import type { Database } from '../database/index.ts'
import { identifier, join, sql, text, type Sql } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import { notFound } from '../errors.ts'
import type { Access } from '../records/access.ts'
import type { Actor } from '../records/actor.ts'
import { columnName } from '../records/columnNames.ts'
import { table } from '../records/columns.ts'
import { assignments } from '../records/involvement.ts'
import { lockRecords } from '../records/lock.ts'
import { inOrganization } from '../records/scope.ts'
import { writeRecords, type RecordChange } from '../records/write.ts'
import type { Definition } from '../resources/define.ts'
import type { Field } from '../resources/fields.ts'
import { resources } from '../resources/index.ts'

/** Resource → number of records. */
export type Counts = Record<string, number>

/** What can be assigned to a member, and the fields that say so. */
interface Assignment {
  definition: Definition
  fields: Field[]
}

function assignable(): Assignment[] {
  return Object.values(resources)
    .filter(({ view }) => !view)
    .map((definition) => ({ definition, fields: assignments(definition) }))
    .filter(({ fields }) => fields.length > 0)
}

/** The rows assigned to a member that are not in the trash. */
function assignedTo({ fields }: Assignment, access: Access, memberId: string): Sql {
  const tests = fields.map((field) => sql`${identifier('t', columnName(field))} = ${memberId}::uuid`)
  return sql`${inOrganization(access)} and t.deleted_at is null and (${join(tests, ' or ')})`
}

/** How many records are assigned to a member. Throws 404 when there is no such member. */
export async function workOf(database: Database, access: Access, memberId: string): Promise<Counts> {
  const counts = assignable().map(
    (assignment) =>
      sql`${text(assignment.definition.name)}, (select count(*) from ${table(assignment.definition)} t where ${assignedTo(assignment, access, memberId)})`,
  )
  const [row] = await database.read<{ counts: Counts }>(
    access,
    sql`select json_build_object(${join(counts)}) as counts from membership t
        where ${inOrganization(access)} and t.id = ${memberId}::uuid and t.deleted_at is null`,
  )
  if (!row) throw notFound('members')
  return row.counts
}

const chunkSize = 500

/**
 * Assigns everything of one member to another, each record with its activity row. Only the assignment changes, so it
 * does not matter whether a record would still pass its checks. Both members must be locked.
 */
export async function handOver(tx: TenantTransaction, actor: Actor, from: string, to: string): Promise<Counts> {
  const counts: Counts = {}
  for (const assignment of assignable()) {
    const { definition } = assignment
    const rows = await tx.query<{ id: string }>(
      sql`select t.id from ${table(definition)} t where ${assignedTo(assignment, actor.access, from)} order by t.id`,
    )
    counts[definition.name] = 0
    for (let start = 0; start < rows.length; start += chunkSize) {
      const ids = rows.slice(start, start + chunkSize).map(({ id }) => id)
      counts[definition.name]! += await reassign(tx, actor, assignment, ids, { from, to })
    }
  }
  return counts
}

async function reassign(
  tx: TenantTransaction,
  actor: Actor,
  { definition, fields }: Assignment,
  ids: string[],
  { from, to }: { from: string; to: string },
): Promise<number> {
  const locked = await lockRecords(tx, { access: actor.access, definition, reach: 'any' }, ids, 'edit')
  const changes = locked.flatMap((before): RecordChange[] => {
    const names = fields.map(({ name }) => name).filter((name) => before[name] === from)
    // Somebody may have reassigned or deleted it since it was found.
    if (names.length === 0 || before['deletedAt']) return []
    const assigned: Row = Object.fromEntries(names.map((name) => [name, to]))
    return [{ kind: 'edit', before, after: { ...before, ...assigned } }]
  })
  if (changes.length > 0) await writeRecords(tx, definition, changes, actor)
  return changes.length
}
