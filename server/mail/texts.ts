import type { Role } from '../resources/roles.ts'
import type { Language } from '../resources/settings.ts'
import type { MailData } from './outbox.ts'
import type { Letter } from './row.ts'
import { el } from './texts.el.ts'
import { en } from './texts.en.ts'

/** What a letter says, in its order on the page. */
export interface Words {
  subject: string
  /** What an inbox shows after the subject. */
  preview: string
  heading: string
  lead: string[]
  /** Label and value. */
  facts?: [string, string][]
  /** On the button. Every letter that leads somewhere has one. */
  button?: string
  /** Until when the link, code or invitation works. */
  until?: string
  /** What to do if it was not the reader. */
  notYou: string
  /** Why the reader got this. */
  reason: string
}

/** What a letter's words are made from: values ready to be read. */
export interface Facts extends Omit<
  MailData,
  'new-device' | 'invitation' | 'task-assigned' | 'task-due' | 'payment-failed'
> {
  'has-account': Record<string, never>
  'new-device': { name: string; device: string; address: string; time: string }
  invitation: { organization: string; inviter: string; role: Role; until: string }
  /** `due` is empty where there is no due time. */
  'task-assigned': { organization: string; actor: string; count: number; title: string; due: string }
  'task-due': { organization: string; count: number; tasks: { title: string; due: string }[] }
  'payment-failed': { organization: string; amount: string; until: string }
}

/** All that mails say in one language. */
export interface Texts {
  frame: {
    /** Before the written-out address of a button. */
    otherwise: string
    /** Where nobody reads answers. */
    noReply: string
    /** Where somebody does. */
    reply: string
    about: string
  }
  roles: Record<Role, { name: string; may: string }>
  letters: { [L in Letter]: (facts: Facts[L]) => Words }
}

export const texts: Record<Language, Texts> = { el, en }
