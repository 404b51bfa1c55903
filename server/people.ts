import type { Router } from 'express'
import type { Logger } from 'pino'
import { purgeLimits } from './auth/limits.ts'
import { secretsFrom } from './auth/secrets.ts'
import type { Database } from './database/index.ts'
import type { Env } from './env.ts'
import type { Files } from './files/files.ts'
import { startDaily } from './jobs/daily.ts'
import { startJobs } from './jobs/jobs.ts'
import { mails } from './mail/start.ts'
import { purgeOrganizations } from './organizations/purge.ts'

/**
 * Starts what goes on about people without being asked: mails are sent, and what has had its time (deleted
 * organizations, old mails and links, counted tries) is removed once a day.
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
  const jobs = await startJobs({ database, log, handlers: [mail.handler] })
  const purging = startDaily(
    async () => {
      const now = new Date()
      await purgeOrganizations(database, files)
      await mail.purge(now)
      await purgeLimits(database, now)
    },
    (error) => log.warn({ err: error }, 'what has had its time was not removed'),
  )
  return {
    // Whoever reads it can sign in as anybody: for developers at their own machine only.
    mailPreview: isProduction || resend ? undefined : mail.previewRoutes(),
    async close() {
      await Promise.all([jobs.stop(), purging.close()])
    },
  }
}
