import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Database } from '../database/index.ts'
import { isConnectionFault } from '../database/connectionFault.ts'
import { sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { Problem } from '../errors.ts'
import type { Files } from '../files/files.ts'
import { accessIn } from '../organizations/access.ts'
import { authorize } from '../records/access.ts'
import type { Actor } from '../records/actor.ts'
import { activity, recordActivity } from '../records/activity.ts'
import { byteOrderMark, csvLine } from '../records/csv.ts'
import type { Definition } from '../resources/define.ts'
import { resources } from '../resources/index.ts'
import { moveImport, selectImport, type Import, type ImportStatus, type ImportStep } from './imports.ts'
import { insertChunk } from './insert.ts'
import { Preparer } from './prepare.ts'
import { Tally, type CellProblem } from './report.ts'
import { readRows, type CsvRow } from './rows.ts'

/** One check or run that was asked for. */
export interface ImportJob {
  organizationId: string
  userId: string
  importId: string
  attempt: string
  kind: 'check' | 'run'
}

export interface ImportDeps {
  database: Database
  files: Files
  log: Logger
  now: () => Date
  /** The server is going down: work is undone and left for the next one. */
  stop?: AbortSignal
}

/** The advisory lock that whoever works on an import holds; it ends with its transaction, however that ends. */
export const lockOf = (importId: string) => `oikion import ${importId}`

/** Names of the files of an import. */
export const uploadOf = (importId: string) => importId
export const refusedOf = (importId: string) => `${importId}.refused`

/** Cancelled, or another attempt has begun: nothing more is to be said. */
class Superseded extends Error {}

const chunkSize = 500

/**
 * Does what a job asks, once: a second call for the same attempt waits for the first and finds nothing left to do.
 * A run is one transaction, so that it ends with all rows or with none. Throws only when the connection broke or the server stops,
 * which leaves the job to be taken up again.
 */
export async function processImport(deps: ImportDeps, job: ImportJob): Promise<void> {
  try {
    await deps.database.withOrganization(job, (tx) => untilAsked(tx, job))
    await deps.database.withOrganization(job, async (tx) => {
      const file = await takeTurn(tx, job)
      if (file) await work(deps, tx, job, file)
    })
  } catch (error) {
    if (error instanceof Superseded) return
    if (isConnectionFault(error) || deps.stop?.aborted) throw error
    const told = error instanceof Problem
    if (!told) deps.log.error({ err: error, importId: job.importId }, 'import failed')
    await failImport(
      deps.database,
      job,
      told ? error.message : 'Something went wrong on our side; nothing was imported',
    )
  }
}

/** Ends an import that cannot go on. */
export async function failImport(database: Database, job: ImportJob, error: string): Promise<void> {
  await database.withOrganization(job, (tx) =>
    moveImport(
      tx,
      job.importId,
      { status: ['checking', 'queued', 'running'], attempt: job.attempt },
      { status: 'failed', error },
    ),
  )
}

/** A job may be here before the transaction that asked for it has ended; its row is locked until then. */
async function untilAsked(tx: TenantTransaction, { organizationId, importId }: ImportJob): Promise<void> {
  await tx.query(
    sql`select id from import where organization_id = ${organizationId}::uuid and id = ${importId}::uuid for update`,
  )
}

/** Waits until nobody else works on this import, and for a run until the organization has no other. */
async function takeTurn(tx: TenantTransaction, job: ImportJob): Promise<Import | undefined> {
  const locks = [lockOf(job.importId), ...(job.kind === 'run' ? [`oikion imports of ${job.organizationId}`] : [])]
  for (const lock of locks) {
    for (;;) {
      const [row] = await tx.query<{ got: boolean }>(
        sql`select pg_try_advisory_xact_lock(hashtextextended(${lock}::text, 0)) as got`,
      )
      const file = await currentAttempt(tx, job)
      if (!file) return undefined
      if (row?.got) break
      await wait(200)
    }
  }
  return currentAttempt(tx, job)
}

async function currentAttempt(tx: TenantTransaction, job: ImportJob): Promise<Import | undefined> {
  const [file] = await tx.query<Import>(selectImport(job, job.importId))
  const wanted: ImportStatus[] = job.kind === 'check' ? ['checking'] : ['queued', 'running']
  return file && file.options.attempt === job.attempt && wanted.includes(file.status) ? file : undefined
}

async function work(deps: ImportDeps, tx: TenantTransaction, job: ImportJob, file: Import): Promise<void> {
  const definition = resources[file.resource]
  if (!definition) throw new Problem('not-found', `There is no resource ${file.resource} any more`)
  // Only now: the role may have changed since the job was asked for.
  const access = await accessIn(deps.database, job.userId, job.organizationId)
  authorize(access, definition, 'import')
  const actor: Actor = { access, now: deps.now(), importId: job.importId }
  const announce = announcer(deps.database, job)
  if (job.kind === 'run') await announce({ status: 'running', rowsDone: 0 })
  const refused = new PassThrough()
  const kept = deps.files.write(job.organizationId, refusedOf(job.importId), refused)
  kept.catch(() => undefined)
  try {
    const tally = await goThrough(deps, tx, { job, file, definition, actor, refused, kept, announce })
    refused.end()
    await kept
    await conclude(tx, job, file, tally, actor)
  } catch (error) {
    refused.destroy(error as Error)
    await kept.catch(() => undefined)
    throw error
  }
}

interface Pass {
  job: ImportJob
  file: Import
  definition: Definition
  actor: Actor
  refused: PassThrough
  /** Settles when the refused rows are on disk, or cannot be. */
  kept: Promise<number>
  announce: (step: ImportStep) => Promise<void>
}

async function goThrough({ database, files, stop }: ImportDeps, tx: TenantTransaction, pass: Pass): Promise<Tally> {
  const { job, file, definition, actor, refused, announce } = pass
  const { format } = file
  const tally = new Tally()
  const preparer = await Preparer.of(tx, definition, file, actor)
  refused.write(byteOrderMark + csvLine([...format.columns, 'reason'], format.delimiter))
  let announced = Date.now()
  for await (const rows of inChunks(readRows(files.read(job.organizationId, uploadOf(job.importId)), format))) {
    stop?.throwIfAborted()
    const checked = await preparer.prepare(tx, rows)
    const done = job.kind === 'run' ? await insertChunk(database, tx, definition, preparer, checked, actor) : checked
    tally.ready += done.ready.length
    for (const { source, problems } of done.refused) {
      tally.refuse(source.row, problems)
      if (!refused.write(refusedLine(source, problems, file))) await Promise.race([once(refused, 'drain'), pass.kept])
    }
    if (Date.now() - announced < 250) continue
    announced = Date.now()
    await announce({ rowsDone: tally.ready + tally.refused })
  }
  return tally
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

function refusedLine({ cells }: CsvRow, problems: CellProblem[], { format }: Import): string {
  const reason = problems.map(({ field, detail }) => (field ? `${field} ${detail}` : detail)).join('; ')
  const own = format.columns.map((_, column) => cells[column] ?? '')
  return csvLine([...own, reason], format.delimiter)
}

/** Writes progress on another connection, where all can see it; stops the work when it is not wanted any more. */
function announcer(database: Database, { organizationId, userId, importId, attempt, kind }: ImportJob) {
  const status: ImportStatus[] = kind === 'check' ? ['checking'] : ['queued', 'running']
  return async (step: ImportStep) => {
    const moved = await database.withOrganization({ organizationId, userId }, (tx) =>
      moveImport(tx, importId, { status, attempt }, step),
    )
    if (!moved) throw new Superseded()
  }
}

/** The last step stands in the transaction of the work itself: done and imported are one. */
async function conclude(
  tx: TenantTransaction,
  job: ImportJob,
  file: Import,
  tally: Tally,
  actor: Actor,
): Promise<void> {
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
}
