import { afterAll, beforeAll, expect, it } from 'vitest'
import { v7 as uuid } from 'uuid'
import { hashToken, newNonce } from '../auth/secrets.ts'
import { sql } from '../database/sql.ts'
import { addMember, addUser } from '../test/testApp.ts'
import { mailApp, publicUrl, secrets } from './mailApp.ts'

let app: Awaited<ReturnType<typeof mailApp>>
beforeAll(async () => {
  app = await mailApp()
})
afterAll(() => app.close())

it.each(['magic-link', 'password-reset'] as const)('an unknown address gets no %s', async (kind) => {
  const recipient = `${uuid()}@example.com`
  const id = await app.queue({ kind, recipient, locale: 'el', data: {}, nonce: newNonce() })
  expect(await app.attempt(id)).toBe('done')
  expect(app.resend.mailsTo(recipient)).toEqual([])
  expect(await app.rowOf(id)).toMatchObject({ failedAt: expect.any(Date), error: 'nobody with this address' })
})

it('a known address gets a link whose token is the one that was hashed, in the HTML and the text part', async () => {
  const { email } = await addUser(app)
  const nonce = newNonce()
  const stored = hashToken(secrets.tokenOf(nonce))
  const id = await app.queue({ kind: 'password-reset', recipient: email, locale: 'el', data: {}, nonce })
  await app.attempt(id)
  const [mail] = app.resend.mailsTo(email)
  const link = /https:\S+/.exec(mail?.body.text ?? '')?.[0] ?? ''
  expect(link.startsWith(`${publicUrl}/reset-password#`)).toBe(true)
  expect(hashToken(link.split('#')[1] ?? '')).toEqual(stored)
  expect(mail?.body.html).toContain(`href="${link}"`)
})

it('who signs up with the address of an account is told so, and gets no token', async () => {
  const { email } = await addUser(app)
  const nonce = newNonce()
  const id = await app.queue({ kind: 'sign-up', recipient: email, locale: 'en', data: {}, nonce })
  await app.attempt(id)
  const [mail] = app.resend.mailsTo(email)
  expect(mail?.body.subject).toBe('You already have an Oikion account')
  expect(mail?.raw).not.toContain(secrets.tokenOf(nonce))
  expect(mail?.body.text).toContain(`${publicUrl}/sign-in`)
})

it('a sign-up confirmed between two tries of its mail does not change the mail', async () => {
  const recipient = `${uuid()}@example.com`
  const id = await app.queue({ kind: 'sign-up', recipient, locale: 'en', data: {}, nonce: newNonce() })
  app.resend.mishaps.push('break once taken')
  await expect(app.attempt(id)).rejects.toThrow()
  await app.database.shared.user.create({ data: { id: uuid(), email: recipient, name: 'Anna' } })
  expect(await app.attempt(id, 1)).toBe('done')
  expect(await app.rowOf(id)).toMatchObject({ sentAt: expect.any(Date), error: null })
})

it('a link that died while the mail could not be sent is not sent any more', async () => {
  const { email } = await addUser(app)
  const id = await app.queue({ kind: 'magic-link', recipient: email, locale: 'en', data: {}, nonce: newNonce() })
  await app.database.ask(sql`update mail set created_at = now() - interval '16 minutes' where id = ${id}::uuid`)
  expect(await app.attempt(id)).toBe('done')
  expect(app.resend.mailsTo(email)).toEqual([])
  expect(await app.rowOf(id)).toMatchObject({ error: 'what it leads to has expired' })
})

async function invite(change = sql`version = 1`) {
  const owner = await addMember(app)
  const nonce = newNonce()
  const recipient = `${uuid()}@example.com`
  const invitation = uuid()
  await app.database.withOrganization(owner, async (tx) => {
    await tx.query(sql`insert into invitation
      (organization_id, id, email, role, token_hash, expires_at, created_at, updated_at, created_by, version)
      values (${owner.organizationId}::uuid, ${invitation}::uuid, ${recipient}, 'AGENT', ${hashToken(secrets.tokenOf(nonce))}::bytea,
        now() + interval '7 days', now(), now(), ${owner.memberId}::uuid, 1)`)
    await tx.query(sql`update invitation set ${change} where id = ${invitation}::uuid`)
  })
  const data = { organization: 'Aegean Homes', inviter: 'Μαρία', role: 'AGENT', expiresAt: '2026-12-02T10:14:00Z' }
  const id = await app.queue({ kind: 'invitation', recipient, locale: 'el', data, nonce })
  await app.attempt(id)
  return { mails: app.resend.mailsTo(recipient), row: await app.rowOf(id), token: secrets.tokenOf(nonce) }
}

it('an open invitation is mailed with its link', async () => {
  const { mails, token } = await invite()
  expect(mails[0]?.body.subject).toBe('Πρόσκληση στον οργανισμό «Aegean Homes»')
  expect(mails[0]?.body.text).toContain(`${publicUrl}/invitation#${token}`)
})

it.each([
  ['cancelled', sql`deleted_at = now()`],
  ['accepted', sql`accepted_at = now()`],
  ['expired', sql`expires_at = now() - interval '1 second'`],
  ['renewed with another token', sql`token_hash = ${newNonce()}::bytea`],
])('an invitation that was %s before its mail could go out is not mailed', async (_, change) => {
  const { mails, row } = await invite(change)
  expect(mails).toEqual([])
  expect(row).toMatchObject({ error: 'the invitation is not open any more', failedAt: expect.any(Date) })
})
