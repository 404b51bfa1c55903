import { z } from 'zod'

/** What a member is told of: in the inbox under the bell, by mail, or both, as they like. */
export const noticeKinds = [
  'assigned',
  'due',
  'mentioned',
  'import-finished',
  'export-finished',
  'webhook-disabled',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** The ways a notice can reach somebody. */
export const noticeWays = ['app', 'mail'] as const
export type NoticeWay = (typeof noticeWays)[number]

/** Whether each kind goes to the inbox and is mailed. */
export type NoticeSettings = Record<NoticeKind, Record<NoticeWay, boolean>>

const Ways = z.strictObject({ app: z.boolean().optional(), mail: z.boolean().optional() })

/** A member's choice, as a change: what it leaves out stays. */
export const NoticeChoice = z.strictObject({
  assigned: Ways.optional(),
  due: Ways.optional(),
  mentioned: Ways.optional(),
  'import-finished': Ways.optional(),
  'export-finished': Ways.optional(),
  'webhook-disabled': Ways.optional(),
} satisfies Record<NoticeKind, unknown>)
export type NoticeChoice = z.infer<typeof NoticeChoice>

/** Mailed, unless a member says otherwise, is what somebody else wants of them; what they started themselves they will see. */
const mailed = new Set<NoticeKind>(['assigned', 'due', 'mentioned', 'webhook-disabled'])

/** The settings around what a member chose. */
export function noticeSettingsOf(choice: NoticeChoice): NoticeSettings {
  const entries = noticeKinds.map((kind) => {
    const usual = { app: true, mail: mailed.has(kind) }
    return [kind, { app: choice[kind]?.app ?? usual.app, mail: choice[kind]?.mail ?? usual.mail }]
  })
  return Object.fromEntries(entries) as NoticeSettings
}

/** What each kind tells besides the record it is about. Instants are ISO texts. */
export interface NoticeData {
  /** Of several tasks assigned at once the notice names none. */
  assigned: { count: number; dueAt: string | null }
  /** The first of several that came due at once. */
  due: { count: number; tasks: { title: string; dueAt: string }[] }
  mentioned: Record<string, never>
  /** `of`: the resource that the file was imported into. */
  'import-finished': { of: string; isDone: boolean; imported: number; refused: number }
  'export-finished': Record<string, never>
  'webhook-disabled': { because: 'failures' | 'gone' }
}
