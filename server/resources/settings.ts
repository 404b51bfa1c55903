import { z } from 'zod'
import { roles } from './roles.ts'

export const languages = ['el', 'en'] as const
export type Language = (typeof languages)[number]

/** What an organization decides for itself. Kept as JSON; what is not set has its default. */
export const OrganizationSettings = z.strictObject({
  /** Of what the organization sends and exports, where no person's own language is known. */
  language: z.enum(languages),
  timeZone: z.string().refine(isTimeZone, { error: 'must be a time zone such as Europe/Athens' }),
  /** Resource → whether agents see all its records or only those they created or are assigned to. */
  visibility: z.record(z.string(), z.enum(['all', 'own'])),
  /** The lowest role that may export. */
  exportRole: z.enum(roles),
  /** Owners and administrators need a second factor to enter. */
  requireSecondFactor: z.boolean(),
})
export type OrganizationSettings = z.infer<typeof OrganizationSettings>

export const defaultSettings: OrganizationSettings = {
  language: 'el',
  timeZone: 'Europe/Athens',
  visibility: {},
  exportRole: 'AGENT',
  requireSecondFactor: false,
}

/** The settings around what is stored, which was checked when it was stored. */
export function settingsOf(stored: Partial<OrganizationSettings> | null | undefined): OrganizationSettings {
  return { ...defaultSettings, ...stored }
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
