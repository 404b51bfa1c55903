import type { Logger } from 'pino'
import type { Database } from '../database/index.ts'
import type { Handler } from '../jobs/jobs.ts'
import type { Files } from './files.ts'
import { purgeMediaFiles } from './purge.ts'
import { mediaHandler, type MediaJob } from './sizesJob.ts'

export interface MediaParts {
  /** For `startJobs`. */
  handler: Handler<MediaJob>
  /** Once a day. */
  purge(now: Date): Promise<unknown>
}

/** What goes on about the files of properties without being asked. */
export function mediaParts(deps: { database: Database; files: Files; log: Logger }): MediaParts {
  const { database, files } = deps
  return {
    handler: mediaHandler({ ...deps, now: () => new Date() }),
    purge: (now) => purgeMediaFiles(database, files, now),
  }
}
