import { expect, it } from 'vitest'
import { newNonce } from '../auth/secrets.ts'
import { languages, type Language } from '../resources/settings.ts'
import { roles } from '../resources/roles.ts'
import { compose } from './compose.tsx'
import { deletionCode, typedCode } from './deletionCode.ts'
import { publicUrl, secrets } from './mailApp.ts'
import type { MailData, MailKind } from './outbox.ts'
import type { MailRow } from './row.ts'

const name = 'Μαρία Παπαδοπούλου'
const samples: MailData = {
  'sign-up': {},
  'magic-link': {},
  'password-reset': {},
  'email-change': { name },
  'email-changed': { name, newEmail: 'new@example.com' },
  'password-changed': { name },
  'account-deletion': { name },
  'new-device': { name, device: 'Firefox, Windows', address: '203.0.113.7', at: '2026-07-01T21:30:00Z' },
  invitation: { organization: 'Aegean Homes', inviter: name, role: 'AGENT', expiresAt: '2026-12-02T10:14:00Z' },
  'task-assigned': { ...noticed('/o/aegean/tasks/1'), actor: 'Maria', count: 1, title: 'Keys', dueAt: null },
  'task-due': { ...noticed('/o/aegean/tasks?tab=overdue'), count: 2, tasks: dueTasks() },
  mentioned: { ...noticed('/o/aegean/notes/1'), actor: 'Maria', excerpt: 'Ρωτήστε τη Μαρία', on: 'A-1042' },
  'import-finished': {
    ...noticed('/o/aegean/properties/import/1'),
    fileName: 'stock.csv',
    isDone: true,
    imported: 1200,
    refused: 3,
  },
  'export-finished': { ...noticed('/o/aegean/clients/1'), title: 'Maria' },
  'payment-failed': { ...noticed('/o/aegean/billing'), amount: 49, expiresAt: '2026-12-14T10:00:00Z' },
  'webhook-disabled': { ...noticed('/o/aegean/webhooks/1'), name: 'Portal', because: 'failures' },
}
function noticed(path: string) {
  return { organization: 'Aegean Homes', timeZone: 'Europe/Athens', path }
}
function dueTasks() {
  return [
    { title: 'Κλειδιά', dueAt: '2026-07-01T06:30:00Z' },
    { title: 'Συμβόλαιο', dueAt: '2026-12-01T06:30:00Z' },
  ]
}
const kinds = Object.keys(samples) as MailKind[]
const everyMail = languages.flatMap((language) => kinds.map((kind): [MailKind, Language] => [kind, language]))

const mailOf = (kind: MailKind, locale: Language, given: Partial<MailRow> = {}) =>
  ({
    id: 'a mail',
    kind,
    recipient: 'reader@example.com',
    locale,
    data: samples[kind],
    nonce: newNonce(),
    createdAt: new Date(),
    accountSince: null,
    sentAt: null,
    failedAt: null,
    error: null,
    ...given,
  }) as MailRow
const written = (mail: MailRow, canReply = false) => compose(mail, { secrets, publicUrl, canReply })

it.each(everyMail)(
  '%s in %s is whole: in its language, its link in both parts, the same each time',
  async (kind, locale) => {
    const mail = mailOf(kind, locale)
    const { subject, html, text, link, code } = await written(mail)
    expect(await written(mail)).toEqual({ subject, html, text, link, code })
    for (const part of [subject, html, text]) expect(part).not.toMatch(/undefined|null|\[object/)
    expect(/[α-ω]/.test(subject)).toBe(locale === 'el')
    expect(html).toContain(`<html lang="${locale}"`)
    if (link) expect([html.includes(`href="${link}"`), text.includes(`\n${link}\n`)]).toEqual([true, true])
    if (code) expect([html.includes(code), text.includes(`\n${code}\n`)]).toEqual([true, true])
    const token = secrets.tokenOf(mail.nonce ?? newNonce())
    const carries = link?.endsWith(`#${token}`) ?? false
    expect(carries).toBe(['sign-up', 'magic-link', 'password-reset', 'email-change', 'invitation'].includes(kind))
  },
)

it.each(everyMail)(
  'what people typed into %s in %s is shown as typed and never becomes markup',
  async (kind, locale) => {
    const hostile = '<script>alert("1")</script> & <b>'
    const ours = new Set(['role', 'at', 'expiresAt', 'dueAt', 'timeZone', 'path'])
    const spoilt = JSON.stringify(samples[kind], (key, value: unknown) =>
      typeof value === 'string' && !ours.has(key) ? hostile : value,
    )
    const { html, text } = await written(mailOf(kind, locale, { data: JSON.parse(spoilt) as never }))
    expect(html).not.toMatch(/<script|<b>/)
    if (spoilt.includes('<script>')) expect(text).toContain(hostile)
  },
)

it('a name that is endless, of several lines or an address does not take the mail over', async () => {
  const data = { ...samples.invitation, organization: `Prize\r\nBcc: all https://evil.example ${'x'.repeat(500)}` }
  const { subject, html } = await written(mailOf('invitation', 'en', { data }))
  expect(subject).not.toMatch(/[\r\n]/)
  expect(subject.length).toBeLessThan(120)
  expect(html).not.toContain('https://evil.example')
})

it.each(languages)('an invitation in %s names every role in words and the end on Greek clocks', async (locale) => {
  const told = await Promise.all(
    roles.map(async (role) => {
      const data = { ...samples.invitation, role }
      return (await written(mailOf('invitation', locale, { data }))).text
    }),
  )
  expect(new Set(told).size).toBe(roles.length)
  for (const text of told) {
    expect(text).not.toMatch(/ORG_OWNER|ADMIN\b|AGENT|VIEWER/)
    expect(text).toMatch(locale === 'el' ? '2 Δεκεμβρίου 2026 στις 12:14 (Αθήνα)' : '2 December 2026 at 12:14 (Athens)')
  }
})

it('the time of a sign-in is that of Greece, in summer too', async () => {
  expect((await written(mailOf('new-device', 'en'))).text).toContain('2 July 2026 at 00:30 (Athens)')
})

it('who may answer is invited to, who may not is told', async () => {
  expect((await written(mailOf('sign-up', 'en'), true)).text).toContain('Reply to this mail')
  expect((await written(mailOf('sign-up', 'en'), false)).text).toContain('do not reply')
})

it('a code of deletion is read back however it is typed', async () => {
  const nonce = newNonce()
  const { code } = await written(mailOf('account-deletion', 'el', { nonce }))
  const typed = ` ${code?.slice(0, 5).toLowerCase()}-${code?.slice(5).replaceAll('0', 'o').replaceAll('1', 'l')} `
  expect(typedCode(typed)).toBe(deletionCode(secrets, nonce))
})

it('a reminder tells when on the clocks of the organization, in summer and in winter', async () => {
  const { text, link } = await written(mailOf('task-due', 'en'))
  expect(link).toBe(`${publicUrl}/o/aegean/tasks?tab=overdue`)
  expect(text).toContain('1 July 2026 at 09:30: Κλειδιά')
  expect(text).toContain('1 December 2026 at 08:30: Συμβόλαιο')
})
