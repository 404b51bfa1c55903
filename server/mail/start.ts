import type { Router } from 'express'
import type { Handler } from '../jobs/jobs.ts'
import { mailPreviewRoutes } from './preview.ts'
import { purgeMails } from './purge.ts'
import { resendMailer, type ResendSettings } from './resend.ts'
import { mailHandler, type MailJob, type Sending } from './send.ts'

export interface MailParts {
  /** For `startJobs`. */
  handler: Handler<MailJob>
  /** `/dev/mails`: in development only, see `mailPreviewRoutes`. */
  previewRoutes(): Router
  /** Once a day. */
  purge(now: Date): Promise<unknown>
}

/** All there is to sending mails; without `resend` they are kept in the outbox. */
export function mails({ resend, ...deps }: Omit<Sending, 'mailer'> & { resend?: ResendSettings }): MailParts {
  const mailer = resend && resendMailer(resend)
  return {
    handler: mailHandler({ ...deps, mailer }),
    previewRoutes: () => mailPreviewRoutes({ ...deps, canReply: mailer?.canReply ?? false }),
    purge: (now) => purgeMails(deps.database, now),
  }
}
