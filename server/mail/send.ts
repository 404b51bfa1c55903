import type { Logger } from 'pino'
import type { Secrets } from '../auth/secrets.ts'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import type { LoginTransaction } from '../database/tenant.ts'
import { tryLock } from '../database/tryLock.ts'
import type { Handler, JobData, JobResult } from '../jobs/jobs.ts'
import type { Delivery, Mailer } from './resend.ts'
import { selectMails, type MailRow } from './row.ts'
import { unwanted } from './wanted.ts'

/** What the trigger of the outbox queues. */
export interface MailJob extends JobData {
  mailId: string
}

export interface Sending {
  database: Database
  secrets: Secrets
  publicUrl: string
  /** Without one nothing is sent: mails stay in the outbox. */
  mailer?: Mailer
  log: Logger
}

/** As often as the trigger lets a job be repeated: after that nobody would come back to the mail. */
const lastTry = 12

/**
 * Sends the mails of the outbox, each once: tries repeat the same mail under the same id, by which the provider knows
 * it. The lock is held while the provider is asked, so a server that dies meanwhile leaves the mail to another.
 */
export function mailHandler(sending: Sending): Handler<MailJob> {
  return {
    queue: 'mails',
    run: (job, tries, stop) => sending.database.asLogin((tx) => sendMail(sending, tx, { job, tries, stop })),
  }
}

interface Turn {
  job: MailJob
  tries: number
  stop: AbortSignal
}

async function sendMail(
  { secrets, publicUrl, mailer, log }: Sending,
  tx: LoginTransaction,
  { job, tries, stop }: Turn,
): Promise<JobResult> {
  if (!(await tryLock(tx, job.lock))) return 'later'
  const [mail] = await tx.query<MailRow>(sql`${selectMails} where m.id = ${job.mailId}::uuid`)
  if (!mail || mail.sentAt || mail.failedAt) return 'done'
  const about = { mail: mail.id, kind: mail.kind }

  const why = await unwanted(tx, secrets, mail)
  if (why) return giveUp(tx, mail.id, why)
  if (!mailer) return 'done'

  // Loaded with the first mail: the server starts without React.
  const { compose } = await import('./compose.tsx')
  const composed = await compose(mail, { secrets, publicUrl, canReply: mailer.canReply }).catch(asError)
  if (composed instanceof Error) {
    log.error({ ...about, err: composed }, 'mail cannot be written')
    return giveUp(tx, mail.id, `it cannot be written: ${composed.message}`)
  }
  const { subject, html, text } = composed
  const answer = await mailer.send({ id: mail.id, to: mail.recipient, subject, html, text }, stop)
  if ('taken' in answer) {
    await tx.query(sql`update mail set sent_at = now(), provider_id = ${answer.taken} where id = ${mail.id}::uuid`)
    log.info(about, 'mail sent')
    return 'done'
  }
  if (!answer.forGood && tries < lastTry) throw new Error(`The mail is not sent yet: ${answer.reason}`)
  log.error({ ...about, reason: answer.reason }, 'mail given up')
  return giveUp(tx, mail.id, sentence(answer))
}

async function giveUp(tx: LoginTransaction, id: string, why: string): Promise<JobResult> {
  await tx.query(sql`update mail set failed_at = now(), error = ${why} where id = ${id}::uuid`)
  return 'done'
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))

const sentence = ({ reason, detail }: Exclude<Delivery, { taken: string }>) => `${reason}: ${detail}`
