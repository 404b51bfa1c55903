import type { Router } from 'express'
import type { Logger } from 'pino'
import { purgeLimits } from './auth/limits.ts'
import { secretsFrom } from './auth/secrets.ts'
import { clientExportHandler } from './clients/exportJob.ts'
import { purgeClientCare } from './clients/purge.ts'
import type { Database } from './database/index.ts'
import type { Env } from './env.ts'
import type { Files } from './files/files.ts'
import { mediaParts } from './files/start.ts'
import { startDaily, startEveryMinute } from './jobs/daily.ts'
import { startJobs } from './jobs/jobs.ts'
import { mails } from './mail/start.ts'
import { purgeNotices } from './notices/purge.ts'
import { remindDue } from './notices/reminders.ts'
import { purgeTrash } from './records/purge.ts'
import { purgeOrganizations } from './organizations/purge.ts'

/**
 * Starts what goes on about people without being asked: mails are sent, sizes of pictures made, members reminded of what is
 * due, and what has had its time (deleted organizations, files of nobody, old mails, links and notices, counted tries)
 * is removed once a day.
 */
export async function startPeople({
  env: { resend, publicUrl, isProduction },
  database,
  sessionSecret,
  files,
  log,
}: {
  env: Pick<Env, 'resend' | 'publicUrl' | 'isProduction'>
  database: Database
  sessionSecret: string
  files: Files
  log: Logger
}): Promise<{ mailPreview?: Router; close(): Promise<void> }> {
  const mail = mails({ database, secrets: secretsFrom(sessionSecret), publicUrl, resend, log })
  const media = mediaParts({ database, files, log })
  const clientExports = clientExportHandler({ database, files, log, now: () => new Date() })
  const jobs = await startJobs({ database, log, handlers: [mail.handler, media.handler, clientExports] })
  const purging = startDaily(
    async () => {
      const now = new Date()
      await purgeOrganizations(database, files)
      await purgeTrash(database, now)
      await mail.purge(now)
      await media.purge(now)
      await purgeLimits(database, now)
      await purgeNotices(database, now)
      await purgeClientCare(database, files, now)
    },
    (error) => log.warn({ err: error }, 'what has had its time was not removed'),
  )
  const reminding = startEveryMinute(
    () => remindDue(database, new Date()),
    (error) => log.warn({ err: error }, 'not everybody was reminded; the next minute tries again'),
  )
  return {
    // Whoever reads it can sign in as anybody: for developers at their own machine only.
    mailPreview: isProduction || resend ? undefined : mail.previewRoutes(),
    async close() {
      await Promise.all([jobs.stop(), purging.close(), reminding.close()])
    },
  }
}
