import { identifier, join, sql } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import { Problem } from '../errors.ts'
import type { Actor } from '../records/actor.ts'
import { columnName } from '../records/columnNames.ts'
import { table } from '../records/columns.ts'
import { pointersTo } from '../records/dependents.ts'
import { lockRecords } from '../records/lock.ts'
import { inOrganization } from '../records/scope.ts'
import { writeRecords, type RecordChange } from '../records/write.ts'
import { clients } from '../resources/clients.ts'
import type { Definition } from '../resources/define.ts'
import { fieldOf } from '../resources/fields.ts'

/** A resource that refers to clients, and the fields by which it does. */
export interface Links {
  definition: Definition
  fields: string[]
}

/** Everything that refers to clients, as the definitions say it. */
export function linksToClients(): Links[] {
  const links = new Map<string, Links>()
  for (const { definition, field } of pointersTo(clients)) {
    const known = links.get(definition.name)
    links.set(definition.name, { definition, fields: [...(known?.fields ?? []), field] })
  }
  return [...links.values()]
}

/** The ids of the records that refer to one of these clients, those in the trash too. */
export async function linkedTo(
  tx: TenantTransaction,
  { definition, fields }: Links,
  actor: Actor,
  clientIds: string[],
) {
  const tests = fields.map(
    (name) => sql`${identifier('t', columnName(fieldOf(definition, name)))} = any(${clientIds}::uuid[])`,
  )
  const rows = await tx.query<{ id: string }>(
    sql`select t.id from ${table(definition)} t where ${inOrganization(actor.access)} and (${join(tests, ' or ')}) order by t.id`,
  )
  return rows.map(({ id }) => id)
}

const chunkSize = 500

/** Locks records some hundred at a time, whoever may read them: what is done to a client is done to all that refers to it. */
export async function* lockedChunks(tx: TenantTransaction, definition: Definition, actor: Actor, ids: string[]) {
  const scope = { access: actor.access, definition, reach: 'any' as const }
  for (let start = 0; start < ids.length; start += chunkSize) {
    yield await lockRecords(tx, scope, ids.slice(start, start + chunkSize))
  }
}

/** What became of the links of one resource: record → the fields moved, and the records that went to the trash instead. */
export interface MovedLinks {
  moved: Record<string, string[]>
  aside: string[]
}

/**
 * Moves every reference from one client to another, of records in the trash too, each with its activity row. A record that
 * would then refer to the same client twice, or repeat one that is there already, goes to the trash as it is.
 * Both clients must be locked, so that nobody adds one meanwhile.
 */
export async function moveLinks(
  tx: TenantTransaction,
  actor: Actor,
  from: string,
  to: string,
): Promise<Record<string, MovedLinks>> {
  const result: Record<string, MovedLinks> = {}
  for (const links of linksToClients()) {
    const { definition, fields } = links
    const outcome: MovedLinks = { moved: {}, aside: [] }
    const ids = await linkedTo(tx, links, actor, [from])
    for await (const rows of lockedChunks(tx, definition, actor, ids)) {
      const changes: RecordChange[] = []
      const redundant: Row[] = []
      for (const before of rows) {
        const names = fields.filter((name) => before[name] === from)
        const after = { ...before, ...Object.fromEntries(names.map((name) => [name, to])) }
        const named = fields.map((name) => after[name]).filter(Boolean)
        if (new Set(named).size < named.length) redundant.push(before)
        else if (names.length > 0) changes.push({ kind: 'edit', before, after })
      }
      const refused = await writeSome(tx, definition, actor, changes)
      const aside = [...redundant, ...refused.flatMap(({ before }) => (before ? [before] : []))].filter(
        (row) => !row['deletedAt'],
      )
      await trash(tx, definition, actor, aside)
      outcome.aside.push(...aside.map(idOf))
      for (const { before, after } of changes.filter((change) => !refused.includes(change))) {
        outcome.moved[idOf(after)] = fields.filter((name) => before?.[name] !== after[name])
      }
    }
    if (outcome.aside.length > 0 || Object.keys(outcome.moved).length > 0) result[definition.name] = outcome
  }
  return result
}

const idOf = (row: Row) => String(row['id'])

async function trash(tx: TenantTransaction, definition: Definition, actor: Actor, rows: Row[]): Promise<void> {
  const deletedAt = actor.now.toISOString()
  const changes = rows.map((before) => ({ kind: 'delete' as const, before, after: { ...before, deletedAt } }))
  if (changes.length > 0) await writeRecords(tx, definition, changes, actor)
}

/** Writes all at once; when a unique value stands in the way of some, one by one. Answers those that could not be written. */
export async function writeSome(
  tx: TenantTransaction,
  definition: Definition,
  actor: Actor,
  changes: RecordChange[],
): Promise<RecordChange[]> {
  if (changes.length === 0 || (await isWritten(tx, definition, actor, changes))) return []
  const refused: RecordChange[] = []
  for (const change of changes) {
    if (!(await isWritten(tx, definition, actor, [change]))) refused.push(change)
  }
  return refused
}

async function isWritten(
  tx: TenantTransaction,
  definition: Definition,
  actor: Actor,
  changes: RecordChange[],
): Promise<boolean> {
  try {
    await tx.attempt(() => writeRecords(tx, definition, changes, actor))
    return true
  } catch (error) {
    if (error instanceof Problem && error.problem === 'conflict') return false
    throw error
  }
}
