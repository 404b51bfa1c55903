import type { Row, TenantTransaction } from '../database/tenant.ts'
import type { Actor } from '../records/actor.ts'
import { writeRecords, type RecordChange } from '../records/write.ts'
import type { Definition } from '../resources/define.ts'
import { fieldsOf } from '../resources/fields.ts'
import { linkedTo, linksToClients, lockedChunks } from './links.ts'
import type { Counts } from './merge.ts'

/** What stands where a text was that may not be missing. */
export const emptied = '—'

/**
 * What becomes of records that refer to an erased client. `keep`: they are about something else, and only mentions are taken
 * out. `empty`: their texts go, the rest goes on counting. `remove`: emptied, and in the trash. `oikion_erase_activity` takes
 * the words out of the histories of those that are not kept; a new resource has its place here and there.
 */
export const fates: Record<string, 'keep' | 'empty' | 'remove'> = {
  properties: 'keep',
  interactions: 'empty',
  tasks: 'empty',
  notes: 'remove',
  'client-relationships': 'remove',
}

export interface Emptied {
  counts: Counts
  ids: string[]
  /** What the emptied records were called. */
  titles: string[]
  /** Clients that they also told of. */
  others: string[]
}

/** Empties everything that was said and done about these clients, each record with its activity row. The clients must be locked. */
export async function emptyLinked(tx: TenantTransaction, actor: Actor, clientIds: string[]): Promise<Emptied> {
  const result: Emptied = { counts: {}, ids: [], titles: [], others: [] }
  for (const links of linksToClients()) {
    const { definition, fields } = links
    const fate = fates[definition.name] ?? 'empty'
    if (fate === 'keep') continue
    const ids = await linkedTo(tx, links, actor, clientIds)
    for await (const rows of lockedChunks(tx, definition, actor, ids)) {
      const changes = rows.map((before) => emptyOne(definition, before, fate === 'remove', actor))
      if (changes.length > 0) await writeRecords(tx, definition, changes, actor)
      result.titles.push(...rows.map((row) => String(row[definition.title] ?? '')).filter(Boolean))
      result.others.push(...rows.flatMap((row) => fields.map((name) => String(row[name] ?? '')).filter(Boolean)))
    }
    if (ids.length > 0) result.counts[definition.name] = ids.length
    result.ids.push(...ids)
  }
  return { ...result, others: result.others.filter((id) => !clientIds.includes(id)) }
}

function emptyOne(definition: Definition, before: Row, isRemoved: boolean, { now }: Actor): RecordChange {
  const after: Row = { ...before }
  for (const { name, kind, nullable, system, widget } of fieldsOf(definition).values()) {
    if (system) continue
    if (kind === 'text' && widget !== 'country') after[name] = nullable ? null : emptied
    if (kind === 'texts') after[name] = []
  }
  // Nobody can do what is not said any more.
  if (definition.name === 'tasks' && before['status'] === 'PENDING') after['status'] = 'CANCELLED'
  if (!isRemoved || before['deletedAt']) return { kind: 'edit', before, after }
  return { kind: 'delete', before, after: { ...after, deletedAt: now.toISOString() } }
}
