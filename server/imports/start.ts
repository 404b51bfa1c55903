import type { Logger } from 'pino'
import type { Database } from '../database/index.ts'
import type { Files } from '../files/files.ts'
import { startDaily } from '../jobs/daily.ts'
import { startJobs } from '../jobs/jobs.ts'
import { purgeUploads } from './purge.ts'
import type { SendJob } from './steps.ts'
import { importHandler, queueImport } from './worker.ts'

/** What the routes of imports need of the running server. */
export interface Imports {
  files: Files
  sendJob: SendJob
}

/**
 * Starts working on imports, those first that an earlier server left unfinished. `prepareJobs` must have been called
 * on this database. `close` interrupts what is under way; the next start takes it up again.
 */
export async function startImports({
  database,
  files,
  log,
  now = () => new Date(),
}: {
  database: Database
  /** Where uploaded files are kept. */
  files: Files
  log: Logger
  now?: () => Date
}): Promise<Imports & { close(): Promise<void> }> {
  const jobs = await startJobs({ database, log, handlers: [importHandler({ database, files, log, now })] })
  const purging = startDaily(
    () => purgeUploads({ database, files, now }),
    (error) => log.warn({ err: error }, 'old uploads were not removed'),
  )
  return {
    files,
    sendJob: queueImport(jobs),
    async close() {
      await Promise.all([jobs.stop(), purging.close()])
    },
  }
}
