import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { tryLock } from '../database/tryLock.ts'
import type { Message } from '../messages/message.ts'
import { write } from '../messages/write.ts'
import type { Locale } from '../resources/labels/index.ts'
import { tellImported } from '../notices/imported.ts'
import { moveImport, selectImport, type Import, type ImportStatus, type ImportStep } from './imports.ts'

/** One check or run that was asked for. */
export interface ImportJob {
  organizationId: string
  userId: string
  importId: string
  attempt: string
  kind: 'check' | 'run' | 'undo'
  /** Of whoever asked: what is written for good speaks it. Jobs of an earlier version have none. */
  locale?: Locale
}

/** Where an import stands while a job of each kind is wanted. */
const during: Record<ImportJob['kind'], readonly ImportStatus[]> = {
  check: ['checking'],
  run: ['queued', 'running'],
  undo: ['undoing'],
}

/** All rows that a finished run went through. */
export const rowsOf = ({ report, rowsTotal }: Import) => (report ? report.ready + report.refused : rowsTotal)

/** The advisory lock that whoever works on an import holds; it ends with its transaction, however that ends. */
export const lockOf = (importId: string) => `oikion import ${importId}`

/** Cancelled, or another attempt has begun: nothing more is to be said. */
export class Superseded extends Error {}

/** A job may be here before the transaction that asked for it has ended; its row is locked until then. */
export async function untilAsked(tx: TenantTransaction, { organizationId, importId }: ImportJob): Promise<void> {
  await tx.query(
    sql`select id from import where organization_id = ${organizationId}::uuid and id = ${importId}::uuid for update`,
  )
}

/**
 * Takes the locks: nobody else works on this import, and no other run or undo of the organization beside one. Answers 'later' when
 * somebody does, and nothing when the attempt is not wanted any more.
 */
export async function takeTurn(tx: TenantTransaction, job: ImportJob): Promise<Import | 'later' | undefined> {
  const locks = [lockOf(job.importId), ...(job.kind === 'check' ? [] : [`oikion imports of ${job.organizationId}`])]
  for (const lock of locks) {
    if (!(await tryLock(tx, lock))) return (await currentAttempt(tx, job)) ? 'later' : undefined
  }
  return currentAttempt(tx, job)
}

async function currentAttempt(tx: TenantTransaction, job: ImportJob): Promise<Import | undefined> {
  const [file] = await tx.query<Import>(selectImport(job, job.importId))
  return file && file.options.attempt === job.attempt && during[job.kind].includes(file.status) ? file : undefined
}

/** Writes progress on another connection, where all can see it; stops the work when it is not wanted any more. */
export function announcer(database: Database, { organizationId, userId, importId, attempt, kind }: ImportJob) {
  const status = during[kind]
  return async (step: ImportStep) => {
    const moved = await database.withOrganization({ organizationId, userId }, (tx) =>
      moveImport(tx, importId, { status, attempt }, step),
    )
    if (!moved) throw new Superseded()
  }
}

/** Ends a job that cannot go on, saying why. An import that could not be undone is still done. */
export async function failImport(database: Database, job: ImportJob, why: Message): Promise<void> {
  const error = write(why, job.locale ?? 'en')
  await database.withOrganization(job, async (tx) => {
    const from = { status: during[job.kind], attempt: job.attempt }
    if (job.kind === 'undo') {
      const [file] = await tx.query<Import>(selectImport(job, job.importId))
      if (file) await moveImport(tx, job.importId, from, { status: 'done', rowsDone: rowsOf(file), error })
      return
    }
    const ended = await moveImport(tx, job.importId, from, { status: 'failed', error })
    if (ended && job.kind === 'run') await tellImported(tx, ended, new Date())
  })
}
