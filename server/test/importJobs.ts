import type { Logger } from 'pino'
import type { Database } from '../database/index.ts'
import type { Files } from '../files/files.ts'
import { importParts, type Imports } from '../imports/start.ts'
import { startJobs } from '../jobs/jobs.ts'

/** Starts working on imports, and on nothing else. `prepareJobs` must have been called on this database. */
export async function startImports(deps: {
  database: Database
  files: Files
  log: Logger
}): Promise<Imports & { close(): Promise<void> }> {
  const parts = importParts({ ...deps, now: () => new Date() })
  const jobs = await startJobs({ ...deps, handlers: [parts.handler] })
  return { ...parts.imports(jobs), close: () => jobs.stop() }
}
