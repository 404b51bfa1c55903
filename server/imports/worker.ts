import type { Handler, JobData, Jobs } from '../jobs/jobs.ts'
import { say } from '../messages/message.ts'
import { processImport, type ImportDeps } from './process.ts'
import { failImport, lockOf, type ImportJob } from './turn.ts'
import type { SendJob } from './steps.ts'

const queue = 'imports'
const mostTries = 5

export type QueuedImport = ImportJob & JobData

/** Does checks and runs as they come in. One that brings the server down each time is not tried for ever. */
export function importHandler(deps: ImportDeps): Handler<QueuedImport> {
  return {
    queue,
    async run(data, tries, stop) {
      const { lock: _, ...job } = data
      if (tries < mostTries) return processImport({ ...deps, stop }, job)
      const why = say('The server was interrupted {tries} times while working on this file', { tries })
      await failImport(deps.database, job, why)
      return 'done'
    },
  }
}

/** Puts checks and runs into the queue. */
export const queueImport =
  (jobs: Pick<Jobs, 'send'>, options?: { startAfter: number }): SendJob =>
  (job) =>
    jobs.send(queue, { ...job, lock: lockOf(job.importId) } satisfies QueuedImport, options)
