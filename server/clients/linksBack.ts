import { identifier, sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import type { Scope } from '../records/access.ts'
import type { Actor } from '../records/actor.ts'
import { columnName } from '../records/columnNames.ts'
import { table } from '../records/columns.ts'
import { inScope } from '../records/scope.ts'
import type { RecordChange } from '../records/write.ts'
import { fieldOf, fieldsOf } from '../resources/fields.ts'
import type { Definition } from '../resources/define.ts'
import { resources } from '../resources/index.ts'
import { lockedChunks, writeSome, type MovedLinks } from './links.ts'
import type { Counts } from './merge.ts'
import type { Merge } from './merges.ts'

/** A record that a merge had moved and that was changed since. */
export interface Left {
  resource: string
  id: string
}

/**
 * Moves the references of a merge back where they still are as it left them, and takes what it set aside out of the trash;
 * answers what went back, and what was changed, taken out by hand or removed for good since and is left.
 */
export async function moveBack(tx: TenantTransaction, actor: Actor, merge: Merge) {
  const movedBack: Counts = {}
  const left: Left[] = []
  for (const [resource, links] of Object.entries(merge.undo.links)) {
    const definition = resources[resource]
    const ids = [...Object.keys(links.moved), ...links.aside].sort()
    const changes: RecordChange[] = []
    if (definition) {
      for await (const rows of lockedChunks(tx, definition, actor, ids)) {
        for (const before of rows) {
          const change = changeBack(definition, before, links, merge)
          if (change) changes.push(change)
        }
      }
      const refused = new Set(await writeSome(tx, definition, actor, changes))
      const done = new Set(changes.filter((change) => !refused.has(change)).map(({ after }) => String(after['id'])))
      const backAgain = Object.keys(links.moved).filter((id) => done.has(id)).length
      if (backAgain > 0) movedBack[resource] = backAgain
      left.push(...ids.filter((id) => !done.has(id)).map((id) => ({ resource, id })))
    }
  }
  return { movedBack, left }
}

function changeBack(
  definition: Definition,
  before: RecordChange['after'],
  links: MovedLinks,
  merge: Merge,
): RecordChange | undefined {
  const id = String(before['id'])
  if (links.aside.includes(id)) {
    return before['deletedAt'] ? { kind: 'restore', before, after: { ...before, deletedAt: null } } : undefined
  }
  const fields = (links.moved[id] ?? []).filter((name) => fieldsOf(definition).has(name))
  const isUntouched = fields.length > 0 && fields.every((name) => before[name] === merge.keptId)
  if (!isUntouched) return undefined
  const after = { ...before, ...Object.fromEntries(fields.map((name) => [name, merge.mergedId])) }
  return { kind: 'edit', before, after }
}

/** Ids and titles of those records that a scope reaches. */
export async function readableTitles(tx: TenantTransaction, scope: Scope, ids: string[]) {
  const title = identifier('t', columnName(fieldOf(scope.definition, scope.definition.title)))
  return tx.query<{ id: string; title: string | null }>(
    sql`select t.id, ${title}::text as title from ${table(scope.definition)} t where ${inScope(scope)} and t.id = any(${ids}::uuid[]) order by t.id`,
  )
}
