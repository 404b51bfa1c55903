import type { Language } from '../resources/settings.ts'
import type { MailKind } from './outbox.ts'

/** Minutes that a mailed link or code works. Mails say so, and whoever stores its hash stores this end. */
export const linkMinutes = {
  'sign-up': 24 * 60,
  'magic-link': 15,
  'password-reset': 60,
  'email-change': 60,
  'account-deletion': 15,
} as const satisfies Partial<Record<MailKind, number>>
export type LinkKind = keyof typeof linkMinutes

/** «15 λεπτά», «24 ώρες», "1 hour". */
export function howLong(language: Language, kind: LinkKind): string {
  const minutes = linkMinutes[kind]
  const [value, unit] = minutes < 60 ? [minutes, 'minute'] : [minutes / 60, 'hour']
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
}

/** Whether what the mail leads to no longer works: nobody is helped by sending it. Invitations tell their own end. */
export function isTooLate({ kind, createdAt }: { kind: MailKind; createdAt: Date }, now: Date): boolean {
  const minutes = (linkMinutes as Partial<Record<MailKind, number>>)[kind]
  return minutes !== undefined && createdAt.getTime() + minutes * 60_000 <= now.getTime()
}
