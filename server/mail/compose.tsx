/** @jsxRuntime automatic */
// Said here, too: started from another folder, tsx finds no tsconfig.
import { render, toPlainText } from '@react-email/render'
import type { Secrets } from '../auth/secrets.ts'
import { roles, type Role } from '../resources/roles.ts'
import type { Language } from '../resources/settings.ts'
import { deletionCode } from './deletionCode.ts'
import { Letter as Page } from './Letter.tsx'
import { letterOf, type Letter, type MailRow } from './row.ts'
import { texts, type Facts, type Texts, type Words } from './texts.ts'

/** What mails are made with, besides their rows. */
export interface Stationery {
  secrets: Secrets
  /** Where the application is reached from outside, such as `https://app.example.com`. */
  publicUrl: string
  /** Whether somebody reads answers. */
  canReply: boolean
}

export interface ComposedMail {
  subject: string
  html: string
  text: string
  /** Where its button leads. */
  link: string | null
  code: string | null
}

/** Writes a mail: the same row always becomes the same mail, to the letter. Throws when its row lacks what it needs. */
export async function compose(mail: MailRow, { secrets, publicUrl, canReply }: Stationery): Promise<ComposedMail> {
  const { frame, letters, roles } = texts[mail.locale]
  const letter = letterOf(mail)
  const words = wordsOf(letters, letter, factsOf(mail, roles))
  const code = letter === 'account-deletion' ? deletionCode(secrets, nonceOf(mail)) : undefined
  const path = 'path' in mail.data ? mail.data.path : pathOf[letter]
  const token = path?.endsWith('#') ? secrets.tokenOf(nonceOf(mail)) : ''
  const link = path === undefined ? undefined : publicUrl.replace(/\/+$/, '') + path + token
  const html = await render(
    <Page language={mail.locale} words={words} frame={frame} link={link} code={code} canReply={canReply} />,
  )
  return { subject: words.subject, html, text: textOf(html, link), link: link ?? null, code: code ?? null }
}

/** Where the button of a letter leads that is about no page of its own; the token follows a `#`, in the fragment, which browsers send nowhere. */
const pathOf: Partial<Record<Letter, string>> = {
  'sign-up': '/confirm-sign-up#',
  'has-account': '/sign-in',
  'magic-link': '/magic-link#',
  'password-reset': '/reset-password#',
  'email-change': '/confirm-email#',
  'password-changed': '/forgot-password',
  'new-device': '/account/devices',
  invitation: '/invitation#',
}

function nonceOf({ kind, nonce }: MailRow): Uint8Array {
  if (!nonce) throw new Error(`A ${kind} mail was queued without a nonce`)
  return nonce
}

/** Headings are not shouted, facts stand line by line, and an address stands on a line of its own. */
function textOf(html: string, link: string | undefined): string {
  const selectors = [
    { selector: 'h1', options: { uppercase: false } },
    { selector: 'p.fact', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
  ]
  const text = toPlainText(html, { selectors })
  return link ? text.replace(` ${link}`, `:\n${link}`) : text
}

/** The kinds' facts and words have the same keys; that each goes with its own is lost when both are looked up. */
function wordsOf(letters: Texts['letters'], letter: Letter, facts: Facts[Letter]): Words {
  const words = (letters[letter] as (facts: Facts[Letter]) => Words)(facts)
  return { ...words, subject: oneLine(words.subject) }
}

function factsOf(mail: MailRow, names: Texts['roles']): Facts[Letter] {
  switch (mail.kind) {
    case 'new-device': {
      const { name, device, address, at } = mail.data
      return { name: short(name), device: short(device), address, time: inAthens(at, mail.locale) }
    }
    case 'invitation': {
      const { organization, inviter, role, expiresAt } = mail.data
      if (!isRole(role)) throw new Error(`There is no role ${role} among ${Object.keys(names).join(', ')}`)
      return {
        organization: short(organization),
        inviter: short(inviter),
        role,
        until: inAthens(expiresAt, mail.locale),
      }
    }
    case 'task-assigned': {
      const { organization, actor, count, title, dueAt, timeZone } = mail.data
      const due = dueAt ? momentOn(dueAt, mail.locale, timeZone) : ''
      return { organization: short(organization), actor: short(actor), count, title: short(title ?? '', 200), due }
    }
    case 'task-due': {
      const { organization, count, timeZone } = mail.data
      const tasks = mail.data.tasks.map(({ title, dueAt }) => {
        return { title: short(title, 200), due: momentOn(dueAt, mail.locale, timeZone) }
      })
      return { organization: short(organization), count, tasks }
    }
    case 'mentioned': {
      const { organization, actor, excerpt, on: place } = mail.data
      const shown = { organization: short(organization), actor: short(actor), excerpt: short(excerpt, 200) }
      return { ...mail.data, ...shown, on: place && short(place) }
    }
    case 'import-finished':
      return { ...mail.data, organization: short(mail.data.organization), fileName: short(mail.data.fileName) }
    case 'webhook-disabled':
      return { ...mail.data, organization: short(mail.data.organization), name: short(mail.data.name) }
    case 'export-finished':
      return { ...mail.data, organization: short(mail.data.organization), title: short(mail.data.title) }
    case 'payment-failed': {
      const { organization, amount, expiresAt, timeZone } = mail.data
      const euros = new Intl.NumberFormat(mail.locale, { style: 'currency', currency: 'EUR' }).format(amount)
      return { organization: short(organization), amount: euros, until: dayOn(expiresAt, mail.locale, timeZone) }
    }
    case 'email-changed':
      return { name: short(mail.data.name), newEmail: mail.data.newEmail }
    case 'email-change':
    case 'password-changed':
    case 'account-deletion':
      return { name: short(mail.data.name) }
    default:
      return {}
  }
}

const isRole = (name: string): name is Role => roles.some((role) => role === name)

const oneLine = (text: string) => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()

/** Names are typed by people: a very long one, or one that spells out an address, shall not become the mail. */
function short(name: string, most = 80): string {
  const line = oneLine(name).replace(/:\/\//g, ': //')
  const letters = Array.from(line)
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : line
}

const inAthens = (instant: string, language: Language) => momentOn(instant, language, 'Europe/Athens')

/** «25 Νοεμβρίου 2026»: the day on the clocks of a time zone. */
const dayOn = (instant: string, language: Language, timeZone: string) =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone }).format(
    new Date(instant),
  )

/** «25 Νοεμβρίου 2026 στις 14:30»: the day and minute on the clocks of a time zone. */
function momentOn(instant: string, language: Language, timeZone: string): string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone,
  })
  return format.format(new Date(instant))
}
