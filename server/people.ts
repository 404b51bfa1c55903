import type { Router } from 'express'
import type { Logger } from 'pino'
import { purgeLimits } from './auth/limits.ts'
import { publishLimits } from './billing/limits.ts'
import { billingParts, billingWith } from './billing/start.ts'
import { secretsFrom } from './auth/secrets.ts'
import { clientExportHandler } from './clients/exportJob.ts'
import { purgeClientCare } from './clients/purge.ts'
import type { Database } from './database/index.ts'
import type { Env } from './env.ts'
import type { Files } from './files/files.ts'
import { mediaParts } from './files/start.ts'
import { importParts, type Imports } from './imports/start.ts'
import { startDaily, startEveryMinute } from './jobs/daily.ts'
import { startJobs } from './jobs/jobs.ts'
import { mails } from './mail/start.ts'
import { purgeNotices } from './notices/purge.ts'
import { remindDue } from './notices/reminders.ts'
import { purgeTrash } from './records/purge.ts'
import { purgeOrganizations } from './organizations/purge.ts'
import { purgeDeliveries } from './webhooks/purge.ts'
import { startWebhooks } from './webhooks/start.ts'

/** What goes on, and what others need of it. */
export interface People {
  /** None in production, or when mails are really sent. */
  mailPreview?: Router
  imports: Imports
  /** Takes up no more work; what is sent is kept for others. */
  rest(): Promise<void>
  close(): Promise<void>
}

/**
 * Starts what goes on about people without being asked: mails are sent, imports run, sizes of pictures made, webhooks told, members
 * reminded of what is due, and what has had its time (deleted organizations, files of nobody, old mails, links and notices, counted tries)
 * is removed once a day.
 */
export async function startPeople({
  env: { resend, publicUrl, isProduction, webhooksAllowPrivate: allowPrivate, billing: billingSettings },
  database,
  sessionSecret,
  files,
  log,
}: {
  env: Pick<Env, 'resend' | 'publicUrl' | 'isProduction' | 'webhooksAllowPrivate' | 'billing'>
  database: Database
  sessionSecret: string
  files: Files
  log: Logger
}): Promise<People> {
  const secrets = secretsFrom(sessionSecret)
  const mail = mails({ database, secrets, publicUrl, resend, log })
  const media = mediaParts({ database, files, log })
  const clientExports = clientExportHandler({ database, files, log, now: () => new Date() })
  const importing = importParts({ database, files, log, now: () => new Date() })
  await publishLimits(database, billingSettings)
  const billing = billingParts(billingWith(billingSettings), { database, log })
  const handlers = [importing.handler, mail.handler, media.handler, clientExports, billing.handler]
  const jobs = await startJobs({ database, log, handlers })
  const purging = startDaily({
    name: 'purge',
    database,
    run: () => {
      const now = new Date()
      return eachOf([
        () => purgeOrganizations(database, files),
        () => purgeTrash(database, now),
        () => mail.purge(now),
        () => media.purge(now),
        () => purgeLimits(database, now),
        () => purgeNotices(database, now),
        () => purgeClientCare(database, files, now),
        () => purgeDeliveries(database, now),
        () => billing.lookAtAll(now),
        () => importing.purge(),
      ])
    },
    onError: (error) => log.warn({ err: error }, 'what has had its time was not removed'),
  })
  const reminding = startEveryMinute({
    name: 'reminders',
    database,
    run: () => remindDue(database, new Date()),
    onError: (error) => log.warn({ err: error }, 'not everybody was reminded; the next minute tries again'),
  })
  const webhooks = startWebhooks({ database, secrets, allowPrivate, isProduction, log, now: () => new Date() })
  return {
    // Whoever reads it can sign in as anybody: for developers at their own machine only.
    mailPreview: isProduction || resend ? undefined : mail.previewRoutes(),
    imports: importing.imports(jobs),
    rest: () => jobs.rest(),
    async close() {
      await Promise.all([jobs.stop(), purging.close(), reminding.close(), webhooks.close()])
    },
  }
}

/** One after the other, each whatever befell those before it. Throws what went wrong when all are through. */
async function eachOf(steps: (() => Promise<unknown>)[]): Promise<void> {
  const errors: unknown[] = []
  for (const step of steps) await step().catch((error: unknown) => errors.push(error))
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} of ${steps.length} steps failed`)
}
