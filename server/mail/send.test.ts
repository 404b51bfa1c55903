import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { v7 as uuid } from 'uuid'
import { newNonce } from '../auth/secrets.ts'
import { sql } from '../database/sql.ts'
import { startJobs } from '../jobs/jobs.ts'
import { addUser } from '../test/testApp.ts'
import { mailApp, secrets } from './mailApp.ts'
import type { Mishap } from './playedResend.ts'

let app: Awaited<ReturnType<typeof mailApp>>
beforeAll(async () => {
  app = await mailApp({ patience: 400 })
})
afterAll(() => app.close())
beforeEach(() => {
  app.resend.mishaps.length = 0
  app.resend.asked.length = 0
  app.logged.length = 0
})

const overload = { status: 429, name: 'rate_limit_exceeded', message: 'Too many requests' }
const queueSignUp = (recipient = `${uuid()}@example.com`) =>
  app.queue({ kind: 'sign-up', recipient, locale: 'en', data: {}, nonce: newNonce() })

it('a mail goes out once, with the key, its sender, both parts and its id as idempotency key', async () => {
  const recipient = 'anna@example.com'
  const id = await queueSignUp(recipient)
  expect(await app.attempt(id)).toBe('done')
  expect(await app.attempt(id, 1)).toBe('done')

  expect(app.resend.asked).toHaveLength(1)
  const [asked] = app.resend.asked
  expect(asked).toMatchObject({ path: 'POST /emails', authorization: 'Bearer re_test', idempotencyKey: id })
  expect(asked?.body).toMatchObject({
    from: 'Oikion <mail@oikion.example>',
    to: recipient,
    subject: 'Confirm your e-mail address',
    html: expect.stringContaining('<html lang="en"'),
    text: expect.stringContaining('Confirm address:\n'),
  })
  const row = await app.rowOf(id)
  expect([row.sentAt, row.failedAt, row.providerId]).toEqual([expect.any(Date), null, app.resend.delivered.get(id)?.id])
})

const mishaps: [string, Mishap][] = [
  ['an error of Resend', { status: 500, name: 'internal_server_error', message: 'x' }],
  ['too many requests', overload],
  ['a request still under way', { status: 409, name: 'concurrent_idempotent_requests', message: 'x' }],
  ['a wrong key, which somebody will mend', { status: 403, name: 'invalid_api_key', message: 'x' }],
  ['a broken connection', 'break'],
  ['a connection that broke once the mail was taken', 'break once taken'],
  ['no answer in time', 'hang'],
]
it.each(mishaps)('after %s the same mail is sent again under the same key, and arrives once', async (_, mishap) => {
  const id = await queueSignUp()
  app.resend.mishaps.push(mishap)
  await expect(app.attempt(id)).rejects.toThrow('not sent yet')
  expect(await app.rowOf(id)).toMatchObject({ sentAt: null, failedAt: null })

  expect(await app.attempt(id, 1)).toBe('done')
  const [first, second] = app.resend.asked
  expect([second?.idempotencyKey, second?.raw]).toEqual([first?.idempotencyKey, first?.raw])
  const { body } = second!
  expect(app.resend.mailsTo(body.to)).toHaveLength(1)
  expect((await app.rowOf(id)).sentAt).toBeInstanceOf(Date)
})

it('a mail that Resend refuses is given up at once, and the outbox says why without naming the reader', async () => {
  const recipient = 'not.quite.right@example.com'
  const id = await queueSignUp(recipient)
  app.resend.mishaps.push({ status: 422, name: 'validation_error', message: `Invalid \`to\`: ${recipient}` })
  expect(await app.attempt(id)).toBe('done')
  const row = await app.rowOf(id)
  expect(row).toMatchObject({ sentAt: null, failedAt: expect.any(Date) })
  expect(row.error).toBe('Resend answered 422 (validation_error): Invalid `to`: …')
  expect(await app.attempt(id, 1)).toBe('done')
  expect(app.resend.asked).toHaveLength(1)
})

it('the last try of a mail ends it instead of leaving it waiting for nobody', async () => {
  const id = await queueSignUp()
  const [{ limit } = { limit: 0 }] = await app.database.ask<{ limit: number }>(
    sql`select retry_limit as limit from pgboss.job where data->>'mailId' = ${id}`,
  )
  app.resend.mishaps.push(overload, overload)
  await expect(app.attempt(id, limit - 1)).rejects.toThrow('not sent yet')
  expect(await app.attempt(id, limit)).toBe('done')
  expect(await app.rowOf(id)).toMatchObject({ failedAt: expect.any(Date), error: expect.stringContaining('429') })
})

it('a server that is told to stop lets go of a hanging request, and the mail waits for the next', async () => {
  const patient = await mailApp()
  const id = await patient.queue({
    kind: 'sign-up',
    recipient: 'late@example.com',
    locale: 'el',
    data: {},
    nonce: newNonce(),
  })
  patient.resend.mishaps.push('hang')
  const stop = new AbortController()
  const trying = patient.attempt(id, 0, stop.signal)
  const refused = expect(trying).rejects.toThrow('not sent yet')
  while (patient.resend.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(await patient.attempt(id)).toBe('later')
  stop.abort()
  await refused
  expect(await patient.attempt(id, 1)).toBe('done')
  expect(patient.resend.mailsTo('late@example.com')).toHaveLength(1)
  await patient.close()
})

it('without a key nothing is sent and the mail stays in the outbox', async () => {
  const keyless = await mailApp({ withKey: false })
  const data = {}
  const id = await keyless.queue({ kind: 'sign-up', recipient: 'x@example.com', locale: 'el', data, nonce: newNonce() })
  expect(await keyless.attempt(id)).toBe('done')
  expect(await keyless.rowOf(id)).toMatchObject({ sentAt: null, failedAt: null, error: null })
  expect(keyless.resend.asked).toEqual([])
  await keyless.close()
})

it('neither tokens nor addresses are in the log or in what is stored, however sending ends', async () => {
  const { email } = await addUser(app)
  const nonces = [newNonce(), newNonce(), newNonce()]
  app.resend.mishaps.push({ status: 422, name: 'validation_error', message: `No: ${email}` }, overload)
  for (const nonce of nonces) {
    const id = await app.queue({ kind: 'magic-link', recipient: email, locale: 'en', data: {}, nonce })
    await app.attempt(id).catch((error: unknown) => app.log.warn({ err: error }, 'job interrupted'))
  }
  const rows = await app.database.ask<{ row: string }>(
    sql`select row_to_json(m)::text as row from mail m where recipient = ${email}`,
  )
  expect(rows).toHaveLength(3)
  expect(app.logged).toHaveLength(3)
  const stored = rows.map(({ row }) => row.replaceAll(`"recipient":"${email}"`, ''))
  for (const secret of [email, ...nonces.map((nonce) => secrets.tokenOf(nonce))]) {
    expect([...app.logged, ...stored].filter((line) => line.includes(secret))).toEqual([])
  }
})

it('the job that comes with a mail is done by a running server, and again when sending failed', async () => {
  const worker = await mailApp()
  const jobs = await startJobs({ database: worker.database, log: worker.log, handlers: [worker.handler] })
  worker.resend.mishaps.push(overload)
  const recipient = 'q@example.com'
  const id = await worker.queue({ kind: 'sign-up', recipient, locale: 'el', data: {}, nonce: newNonce() })
  const reached = async (state: string) => {
    const job = sql`select id from pgboss.job where data->>'mailId' = ${id} and state::text = ${state}`
    while ((await worker.database.ask(job)).length === 0) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await reached('retry')
  expect(await worker.rowOf(id)).toMatchObject({ sentAt: null, failedAt: null })
  // Its pause is over.
  await worker.database.ask(sql`update pgboss.job set start_after = now() where data->>'mailId' = ${id}`)
  await reached('completed')
  expect(await worker.rowOf(id)).toMatchObject({ sentAt: expect.any(Date), failedAt: null })
  expect(worker.resend.mailsTo(recipient)).toHaveLength(1)
  await jobs.stop()
  await worker.close()
})
