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
