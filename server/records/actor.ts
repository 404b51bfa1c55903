import { defaultSettings } from '../resources/settings.ts'
import type { Access } from './access.ts'

/** Who a change is written down for, and when it happened. */
export interface Actor {
  access: Access
  now: Date
  /** Set when the change came out of a file. */
  importId?: string
  /** Set when it is one of many of the same bulk change. */
  batchId?: string
}

/** Stands for no person and no member, where things happen by themselves; the feed then names nobody. */
export const nobody = '00000000-0000-0000-0000-000000000000'

/** The rights by which things happen by themselves, in one organization. */
export const nobodyIn = (organizationId: string): Access => ({
  organizationId,
  userId: nobody,
  memberId: nobody,
  role: 'ORG_OWNER',
  settings: defaultSettings,
  isPersonal: false,
})
