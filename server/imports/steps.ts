import { v7 as uuid } from 'uuid'
import { requireImport } from '../billing/limits.ts'
import type { Database } from '../database/index.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { notFound, Problem } from '../errors.ts'
import { say } from '../messages/message.ts'
import { authorize, hasScope, type Access } from '../records/access.ts'
import { resources } from '../resources/index.ts'
import type { Locale } from '../resources/labels/index.ts'
import { reach } from '../resources/roles.ts'
import type { Definition } from '../resources/define.ts'
import {
  moveImport,
  planOf,
  rememberPlan,
  selectImport,
  selectImports,
  type Import,
  type ImportStatus,
} from './imports.ts'
import { fingerprint, parsePlan, requireComplete } from './mapping.ts'
import type { ImportJob } from './turn.ts'
import { authorizeUndo } from './undo.ts'
import { countVerdicts, type Verdicts } from './undoable.ts'

/** Hands a job to whoever does it. */
export type SendJob = (job: ImportJob) => Promise<void>

const idle: readonly ImportStatus[] = ['uploaded', 'checked', 'failed', 'cancelled']
const working: readonly ImportStatus[] = ['checking', 'queued', 'running']

/** One import. Throws 404, and 403 when the role may not import its resource. */
export async function showImport(database: Database, access: Access, id: string): Promise<Import> {
  const [file] = await database.read<Import>(access, selectImport(access, id))
  return allowed(access, file).file
}

/** Imports of the organization, newest first, of the resources the role may import. Throws 403 when there are none. */
export async function listImports(
  database: Database,
  access: Access,
  page: { start: number; limit: number },
): Promise<{ imports: Import[]; total: number }> {
  const open = Object.values(resources).filter(
    (definition) => reach(definition, 'import', access) !== 'none' && hasScope(access, definition, 'import'),
  )
  if (open.length === 0) {
    const detail = say('As {role} you may not import', { role: access.role })
    throw new Problem('forbidden', detail, { action: 'import', resource: 'imports' })
  }
  const names = open.map(({ name }) => name)
  const rows = await database.read<Omit<Import, 'id'> & { id: string | null; total: number }>(
    access,
    selectImports(access, names, page),
  )
  const imports = rows.flatMap((row) => {
    const { total: _, ...file } = row
    return file.id === null ? [] : [file as Import]
  })
  return { imports, total: rows[0]?.total ?? 0 }
}

/** Changes mapping or defaults; what was found before no longer holds. Throws 409 while a job is at work, or 422. */
export async function changePlan(database: Database, access: Access, id: string, body: unknown): Promise<Import> {
  return database.withOrganization(access, async (tx) => {
    const { file, definition } = await load(tx, access, id)
    const { mapping, defaults } = parsePlan(definition, file.format.columns, planOf(file), body)
    const step = { status: 'uploaded', mapping, options: { defaults, remembered: false }, rowsDone: 0, report: null, error: null } as const // prettier-ignore
    return (await moveImport(tx, id, { status: idle }, step)) ?? busy(tx, access, id)
  })
}

/**
 * Asks for a dry run or the import itself, which writes its refused rows down in this language. Throws 409 when one is under
 * way or all is done, 422 when fields are missing.
 */
export async function startImport(
  database: Database,
  send: SendJob,
  access: Access,
  id: string,
  kind: Exclude<ImportJob['kind'], 'undo'>,
  locale: Locale = 'en',
): Promise<Import> {
  return database.withOrganization(access, async (tx) => {
    const { file, definition } = await load(tx, access, id)
    requireComplete(definition, planOf(file))
    if (kind === 'run') await requireImport(tx, access.settings.timeZone, new Date())
    const attempt = uuid()
    const status = kind === 'check' ? 'checking' : 'queued'
    const report = kind === 'check' ? null : undefined
    const moved = await moveImport(
      tx,
      id,
      { status: idle },
      { status, rowsDone: 0, report, error: null, options: { attempt } },
    )
    if (!moved) return busy(tx, access, id)
    if (kind === 'run') {
      await rememberPlan(tx, fingerprint(file.resource, file.format.columns), file.resource, planOf(file))
    }
    // Sent before this commits: a crash between the two may leave a job without a wish, never a wish without a job.
    await send({ organizationId: access.organizationId, userId: access.userId, importId: id, attempt, kind, locale })
    return moved
  })
}

/** Stops a check or run; whoever is at work notices and undoes it. Throws 409 when nothing is under way. */
export async function cancelImport(database: Database, access: Access, id: string): Promise<Import> {
  return database.withOrganization(access, async (tx) => {
    await load(tx, access, id)
    return (await moveImport(tx, id, { status: working }, { status: 'cancelled' })) ?? busy(tx, access, id)
  })
}

/** How many of a finished import's records undoing it would move to the trash, and why others would stay. */
export async function undoableOf(database: Database, access: Access, id: string): Promise<Verdicts> {
  return database.withOrganization(access, async (tx) => (await loadUndoable(tx, access, id)).counts)
}

/** Asks for an import to be undone. Throws 409 when it is not finished, or nothing of it is left to undo. */
export async function startUndo(
  database: Database,
  send: SendJob,
  access: Access,
  id: string,
  locale: Locale,
): Promise<Import> {
  return database.withOrganization(access, async (tx) => {
    const { counts } = await loadUndoable(tx, access, id)
    if (counts.undoable === 0)
      throw new Problem('conflict', 'Nothing of this import is left to undo', { current: counts })
    const attempt = uuid()
    const step = { status: 'undoing', rowsDone: 0, error: null, options: { attempt } } as const
    const moved = await moveImport(tx, id, { status: ['done'] }, step)
    if (!moved) return busy(tx, access, id)
    const kind = 'undo'
    await send({ organizationId: access.organizationId, userId: access.userId, importId: id, attempt, kind, locale })
    return moved
  })
}

async function loadUndoable(tx: TenantTransaction, access: Access, id: string) {
  const { file, definition } = await load(tx, access, id)
  authorizeUndo(access, definition, file)
  if (file.status !== 'done') return busy(tx, access, id)
  const { organizationId } = access
  return { counts: await countVerdicts(tx, { organizationId, importId: id, definition }) }
}

async function load(tx: TenantTransaction, access: Access, id: string) {
  const [file] = await tx.query<Import>(selectImport(access, id))
  return allowed(access, file)
}

function allowed(access: Access, file: Import | undefined): { file: Import; definition: Definition } {
  const definition = resources[file?.resource ?? '']
  if (!file || !definition) throw notFound('imports')
  authorize(access, definition, 'import')
  return { file, definition }
}

async function busy(tx: TenantTransaction, access: Access, id: string): Promise<never> {
  const { file } = await load(tx, access, id)
  const { status } = file
  throw new Problem('conflict', say('This import is {status}', { status }), { current: { status } })
}
