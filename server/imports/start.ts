import type { Logger } from 'pino'
import type { Database } from '../database/index.ts'
import type { Files } from '../files/files.ts'
import type { Handler, Jobs } from '../jobs/jobs.ts'
import { purgeUploads } from './purge.ts'
import type { SendJob } from './steps.ts'
import { importHandler, queueImport, type QueuedImport } from './worker.ts'

/** What the routes of imports need of the running server. */
export interface Imports {
  files: Files
  sendJob: SendJob
}

export interface ImportParts {
  /** For `startJobs`. Those begun by an earlier server are done first. */
  handler: Handler<QueuedImport>
  /** Once a day. */
  purge(): Promise<unknown>
  /** For the routes, once the jobs are there. */
  imports(jobs: Pick<Jobs, 'send'>): Imports
}

/** What goes on about imports without being asked. */
export function importParts(deps: {
  database: Database
  /** Where uploaded files are kept. */
  files: Files
  log: Logger
  now: () => Date
}): ImportParts {
  return {
    handler: importHandler(deps),
    purge: () => purgeUploads(deps),
    imports: (jobs) => ({ files: deps.files, sendJob: queueImport(jobs) }),
  }
}
