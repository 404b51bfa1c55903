import type { TenantTransaction, Row } from '../database/tenant.ts'
import type { FieldError } from '../errors.ts'

/** A record about to be written: as it was (null when new) and as it will be. */
export interface Change {
  before: Row | null
  after: Row
  now: Date
  /** Whether the actor might also delete this record, as archiving asks for the same right. */
  mayRemove: boolean
}

/** What a definition cannot say. Hooks receive the transaction of the change and never open one. */
export interface Hooks {
  /** Checks one change and fills in derived values by mutating `after`; answers what is wrong with it. */
  beforeWrite?(change: Change): FieldError[]
  /** Fills `automatic` fields of new records, a whole batch at once. */
  beforeInsert?(tx: TenantTransaction, rows: Row[]): Promise<void>
}
