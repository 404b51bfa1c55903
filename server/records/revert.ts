import { z } from 'zod'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import { invalid, notFound } from '../errors.ts'
import { say } from '../messages/message.ts'
import type { Definition } from '../resources/define.ts'
import { writableFields } from '../resources/fields.ts'
import { authorize } from './access.ts'
import type { Actor } from './actor.ts'
import { requireOwn } from './lock.ts'
import { requireLiving } from './references.ts'
import { toFieldErrors } from './schemas.ts'
import { showWithin, type ShownRecord } from './show.ts'
import { edited, lockLive, requireVersion, writeOne } from './update.ts'

/** `fields`: those as they were before that change; without, the whole record as it was after it. */
const RevertRequest = z.strictObject({ fields: z.array(z.string()).min(1).max(200).optional() })

type Changes = Record<string, [unknown, unknown]>

export interface Revert {
  definition: Definition
  id: string
  activityId: string
  body: unknown
  version?: number
}

/**
 * Takes back one change of a record, or brings back a whole earlier version; an edit like any other, with its rules
 * and its own row in the history. A field that moves in steps, such as a status, is left where it is by a whole
 * version. Throws 403, 404, 409 when the record has moved on from `version`, 422.
 */
export async function revertRecord(database: Database, request: Revert, actor: Actor): Promise<ShownRecord> {
  const { definition, id, activityId, version } = request
  const parsed = RevertRequest.safeParse(request.body)
  if (!parsed.success) throw invalid(parsed.error.issues.flatMap(toFieldErrors))
  const scope = authorize(actor.access, definition, 'edit')
  return database.withOrganization(actor.access, async (tx) => {
    const before = await lockLive(tx, definition, id, actor, 'edit')
    requireOwn(scope, before, 'edit')
    await requireVersion(tx, definition, before, version, actor)
    const { fields } = parsed.data
    const values = fields
      ? fieldsBefore(await changesSince(tx, request, true), activityId, fields)
      : versionAfter(await changesSince(tx, request, false), definition)
    const { change, errors } = edited(definition, before, writable(definition, values), actor)
    if (errors.length > 0) throw invalid(errors)
    if (!change) return showWithin(tx, authorize(actor.access, definition, 'show'), id)
    await requireLiving(tx, definition, [change], actor.access)
    return writeOne(tx, definition, change, actor)
  })
}

interface Step {
  id: string
  changes: Changes | null
}

/** The record's changes from that one on, newest first; the one itself included or not. Throws 404 when it is not of this record. */
async function changesSince(tx: TenantTransaction, { definition, id, activityId }: Revert, included: boolean) {
  const organization = sql`${tx.context.organizationId}::uuid`
  const steps = await tx.query<Step>(sql`
    select t.id, t.changes from activity t, activity since
    where since.organization_id = ${organization} and since.id = ${activityId}::uuid
      and since.resource = ${definition.name} and since.record_id = ${id}::uuid
      and t.organization_id = ${organization} and t.resource = ${definition.name} and t.record_id = ${id}::uuid
      and (t.at, t.id) >= (since.at, since.id)
    order by t.at desc, t.id desc`)
  if (steps.length === 0) throw notFound(definition.name)
  return included ? steps : steps.filter((step) => step.id !== activityId)
}

function fieldsBefore(steps: Step[], activityId: string, fields: string[]): Row {
  const changes = steps.find(({ id }) => id === activityId)?.changes ?? {}
  const unknown = fields.filter((name) => !Array.isArray(changes[name]))
  if (unknown.length > 0) {
    throw invalid(unknown.map((name) => ({ pointer: `/fields`, detail: say('{name} was not changed then', { name }) })))
  }
  return Object.fromEntries(fields.map((name) => [name, changes[name]?.[0] ?? null]))
}

/** Undoes everything that came later, newest first, so that the oldest of several changes of a field decides. */
function versionAfter(later: Step[], { steps }: Definition): Row {
  const values: Row = {}
  for (const { changes } of later) {
    for (const [name, change] of Object.entries(changes ?? {})) values[name] = change[0] ?? null
  }
  if (steps) delete values[steps.field]
  return values
}

function writable(definition: Definition, values: Row): Row {
  const names = new Set(writableFields(definition).map(({ name }) => name))
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)))
}
