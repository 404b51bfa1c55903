import type { Database } from '../database/index.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import { invalid, notFound, Problem, type FieldError } from '../errors.ts'
import { hooksOf } from '../hooks/index.ts'
import { say } from '../messages/message.ts'
import type { Definition } from '../resources/define.ts'
import { reach } from '../resources/roles.ts'
import { authorize } from './access.ts'
import { changedFields } from './activity.ts'
import type { Actor } from './actor.ts'
import { lockRecords, requireOwn, type LockedFor } from './lock.ts'
import { requireLiving } from './references.ts'
import { repeatedVersion, requireRepeated, splitRepeated } from './repeated.ts'
import { parsePatch, parsePut } from './schemas.ts'
import { showWithin, type ShownRecord } from './show.ts'
import { writeRecords, type RecordChange } from './write.ts'

export interface UpdateRequest {
  definition: Definition
  id: string
  body: unknown
  /** PUT: what the body leaves out becomes empty; it may be the whole record as it was answered. */
  replace?: boolean
  /** The version the caller read; undefined writes over any. */
  version?: number
}

/** Changes one record. Throws 403, 404, 409 with the current record when it has moved on, 422. */
export async function updateRecord(database: Database, request: UpdateRequest, actor: Actor): Promise<ShownRecord> {
  const { definition, id } = request
  const scope = authorize(actor.access, definition, 'edit')
  const { body, repeated } = request.replace
    ? splitRepeated(definition, request.body)
    : { body: request.body, repeated: {} }
  const changes = (request.replace ? parsePut : parsePatch)(definition, body)
  return database.withOrganization(actor.access, async (tx) => {
    const before = await lockLive(tx, definition, id, actor, 'edit')
    requireOwn(scope, before, 'edit')
    await requireVersion(tx, definition, before, request.version ?? repeatedVersion(repeated), actor)
    requireRepeated(definition, before, repeated)
    const { change, errors } = edited(definition, before, changes, actor)
    if (errors.length > 0) throw invalid(errors, definition.name)
    if (!change) return showWithin(tx, authorize(actor.access, definition, 'show'), id)
    await requireLiving(tx, definition, [change], actor.access)
    return writeOne(tx, definition, change, actor)
  })
}

/** An edit after its hooks; no change when everything is as it was. */
export function edited(definition: Definition, before: Row, changes: Row, { access, now }: Actor) {
  const after = { ...before, ...changes }
  const removal = reach(definition, 'delete', access)
  const mayRemove = removal === 'any' || (removal === 'own' && before['createdBy'] === access.memberId)
  const errors: FieldError[] = hooksOf(definition.name).beforeWrite?.({ before, after, now, access, mayRemove }) ?? []
  const isChanged = Object.keys(changedFields(definition, before, after)).length > 0
  return { errors, change: isChanged ? { kind: 'edit' as const, before, after } : undefined }
}

/** Locks a record that is not in the trash. Throws 404. */
export async function lockLive(
  tx: TenantTransaction,
  definition: Definition,
  id: string,
  actor: Actor,
  lockedFor: LockedFor = 'removal',
): Promise<Row> {
  const [row] = await lockRecords(tx, authorize(actor.access, definition, 'show'), [id], lockedFor)
  if (!row || row['deletedAt']) throw notFound(definition.name)
  return row
}

/** Throws 409 with the record as it is now when it is not the version the caller read. */
export async function requireVersion(
  tx: TenantTransaction,
  definition: Definition,
  row: Row,
  version: number | undefined,
  actor: Actor,
): Promise<void> {
  if (version === undefined || version === row['version']) return
  const shown = await showWithin(tx, authorize(actor.access, definition, 'show'), String(row['id']))
  throw new Problem(
    'conflict',
    say('This record was changed meanwhile: you read version {read}, it is now {now}', {
      read: version,
      now: shown.version,
    }),
    { current: JSON.parse(shown.body) as unknown },
  )
}

export async function writeOne(tx: TenantTransaction, definition: Definition, change: RecordChange, actor: Actor) {
  const [written] = await writeRecords(tx, definition, [change], actor)
  if (!written) throw new Error('The update answered no row')
  return written
}
