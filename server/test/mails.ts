import { secretsFrom } from '../auth/secrets.ts'
import { testSecret, type TestApp } from './testApp.ts'

export interface OutboxMail {
  kind: string
  data: Record<string, unknown>
  locale: string
  /** Derived as the mail's job derives it; undefined for mails without a link. */
  token: string | undefined
}

/** What the outbox holds for an address, newest first. */
export async function mailsTo(app: TestApp, recipient: string): Promise<OutboxMail[]> {
  const { rows } = await app.database.pool.query<Omit<OutboxMail, 'token'> & { nonce: Buffer | null }>(
    'select kind, data, locale, nonce from mail where recipient = $1 order by id desc',
    [recipient],
  )
  const secrets = secretsFrom(testSecret)
  return rows.map(({ kind, data, locale, nonce }) => {
    return { kind, data, locale, token: nonce ? secrets.tokenOf(nonce) : undefined }
  })
}

/** The token of the newest mail of this kind. */
export async function mailedToken(app: TestApp, recipient: string, kind: string): Promise<string> {
  const mail = (await mailsTo(app, recipient)).find((candidate) => candidate.kind === kind)
  if (!mail?.token) throw new Error(`No mail ${kind} with a link was queued for ${recipient}`)
  return mail.token
}
