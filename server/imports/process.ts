import type { Logger } from 'pino'
import { isConnectionFault } from '../database/connectionFault.ts'
import { deferLimits, settleLimits, takeImport } from '../billing/limits.ts'
import type { Database } from '../database/index.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { Problem } from '../errors.ts'
import type { Files } from '../files/files.ts'
import { hooksOf } from '../hooks/index.ts'
import { say, type Message } from '../messages/message.ts'
import { tellImported } from '../notices/imported.ts'
import { accessIn } from '../organizations/access.ts'
import { authorize } from '../records/access.ts'
import type { Actor } from '../records/actor.ts'
import { activity, recordActivity } from '../records/activity.ts'
import type { Definition } from '../resources/define.ts'
import { resources } from '../resources/index.ts'
import { Automatic } from './automatic.ts'
import { uniqueKey } from './duplicates.ts'
import { moveImport, type Import, type ImportStatus, type ImportStep } from './imports.ts'
import { insertChunk } from './insert.ts'
import type { JobResult } from '../jobs/jobs.ts'
import { Preparer, type Column } from './prepare.ts'
import { RefusedRows } from './refused.ts'
import { Tally } from './report.ts'
import { readRows, type CsvRow } from './rows.ts'
import { announcer, failImport, Superseded, takeTurn, untilAsked, type ImportJob } from './turn.ts'
import { undoImport } from './undo.ts'

export interface ImportDeps {
  database: Database
  files: Files
  log: Logger
  now: () => Date
  /** The server is going down: work is undone and left for the next one. */
  stop?: AbortSignal
}

/** Name of the uploaded file of an import. */
export const uploadOf = (importId: string) => importId

const chunkSize = 500

/**
 * Does what a job asks, once: a second call for the same attempt is put off until the first has ended, and finds nothing
 * left to do; so is a run or undo while the organization has another. Either is one transaction, so that it ends with all rows or with none. Throws only when the connection broke or the server stops,
 * which leaves the job to be taken up again.
 */
export async function processImport(deps: ImportDeps, job: ImportJob): Promise<JobResult> {
  try {
    await deps.database.withOrganization(job, (tx) => untilAsked(tx, job))
    return await deps.database.withOrganization(job, async (tx) => {
      const file = await takeTurn(tx, job)
      if (file === 'later') return 'later'
      if (file) await (job.kind === 'undo' ? undoImport : work)(deps, tx, job, file)
      return 'done'
    })
  } catch (error) {
    if (error instanceof Superseded) return 'done'
    if (isConnectionFault(error) || deps.stop?.aborted) throw error
    const told = error instanceof Problem
    if (!told) deps.log.error({ err: error, importId: job.importId }, 'import failed')
    await failImport(deps.database, job, told ? error.detail : unexplained(job))
    return 'done'
  }
}

const unexplained = ({ kind }: ImportJob): Message =>
  kind === 'undo'
    ? 'Something went wrong on our side; the import was not undone'
    : 'Something went wrong on our side; nothing was imported'

async function work(deps: ImportDeps, tx: TenantTransaction, job: ImportJob, file: Import): Promise<void> {
  const definition = resources[file.resource]
  const { resource } = file
  if (!definition) throw new Problem('not-found', say('There is no resource {resource} any more', { resource }))
  if (!(await deps.files.exists(job.organizationId, uploadOf(job.importId))))
    throw new Problem('not-found', 'The uploaded file is not kept any more; upload it again')
  // Only now: the role may have changed since the job was asked for.
  const access = await accessIn(deps.database, job.userId, job.organizationId)
  authorize(access, definition, 'import')
  const actor: Actor = { access, now: deps.now(), importId: job.importId }
  const announce = announcer(deps.database, job)
  if (job.kind === 'run') {
    await announce({ status: 'running', rowsDone: 0 })
    await takeImport(tx, access.settings.timeZone, actor.now)
    await deferLimits(tx, definition.name)
  }
  const refused = new RefusedRows(deps.files, job.organizationId, file, job.locale ?? 'en')
  try {
    const tally = await goThrough(deps, tx, { job, file, definition, actor, refused, announce })
    await refused.finish()
    const ended = await conclude(tx, job, file, tally, actor)
    if (job.kind === 'run') {
      await tellImported(tx, ended, deps.now())
      await settleLimits(tx, definition.name, tally.ready)
    }
  } catch (error) {
    await refused.abandon()
    throw error
  }
}

interface Pass {
  job: ImportJob
  file: Import
  definition: Definition
  actor: Actor
  refused: RefusedRows
  announce: (step: ImportStep) => Promise<void>
}

async function goThrough({ database, files, stop }: ImportDeps, tx: TenantTransaction, pass: Pass): Promise<Tally> {
  const { job, file, definition, actor, refused, announce } = pass
  const { format } = file
  const tally = new Tally()
  const preparer = await Preparer.of(tx, definition, file, actor)
  const rowsOf = () => inChunks(readRows(files.read(job.organizationId, uploadOf(job.importId)), format))
  const typed = job.kind === 'run' ? await typedValues(rowsOf, definition, preparer.uniqueColumns) : new Set<string>()
  const insertion = { definition, preparer, actor, automatic: new Automatic(database, definition, actor, typed) }
  let announced = Date.now()
  for await (const rows of rowsOf()) {
    stop?.throwIfAborted()
    const checked = await preparer.prepare(tx, rows)
    const done = job.kind === 'run' ? await insertChunk(tx, checked, insertion) : checked
    tally.ready += done.ready.length
    for (const { source, problems } of done.refused) {
      tally.refuse(source.row, problems)
      await refused.write(source, problems)
    }
    if (Date.now() - announced < 250) continue
    announced = Date.now()
    await announce({ rowsDone: tally.ready + tally.refused })
  }
  return tally
}

/** The unique values that the file names itself, wherever automatic ones might meet them. */
async function typedValues(
  rowsOf: () => AsyncIterable<CsvRow[]>,
  definition: Definition,
  columns: Column[],
): Promise<Set<string>> {
  const typed = new Set<string>()
  if (columns.length === 0 || !hooksOf(definition.name).beforeInsert) return typed
  for await (const rows of rowsOf()) {
    for (const { cells } of rows) {
      for (const { index, field, read } of columns) {
        const reading = read(cells[index] ?? '')
        if (reading && 'value' in reading) typed.add(uniqueKey(field.name, reading.value))
      }
    }
  }
  return typed
}

/** Rows below the header, some hundred at a time; between them the event loop serves others. */
async function* inChunks(rows: AsyncIterable<CsvRow>): AsyncGenerator<CsvRow[]> {
  let chunk: CsvRow[] = []
  let isHeader = true
  for await (const row of rows) {
    if (!isHeader) chunk.push(row)
    isHeader = false
    if (chunk.length < chunkSize) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

/** The last step stands in the transaction of the work itself: done and imported are one. */
async function conclude(
  tx: TenantTransaction,
  job: ImportJob,
  file: Import,
  tally: Tally,
  actor: Actor,
): Promise<Import> {
  const report = tally.report()
  const step = { report, rowsDone: report.ready + report.refused, error: null }
  const isRun = job.kind === 'run'
  if (isRun) {
    const facts = { fileName: file.fileName, imported: report.ready, refused: report.refused }
    await recordActivity(tx, activity(file.resource, 'import', actor, { title: file.fileName, changes: facts }))
  }
  const from: ImportStatus[] = isRun ? ['running'] : ['checking']
  const status: ImportStatus = isRun ? 'done' : 'checked'
  const moved = await moveImport(tx, job.importId, { status: from, attempt: job.attempt }, { ...step, status })
  if (!moved) throw new Superseded()
  return moved
}
