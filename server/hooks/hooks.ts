import type { TenantTransaction, Row } from '../database/tenant.ts'
import type { FieldError } from '../errors.ts'
import type { Access } from '../records/access.ts'
import type { Actor } from '../records/actor.ts'

/** A record about to be written: as it was (null when new) and as it will be. */
export interface Change {
  before: Row | null
  after: Row
  now: Date
  access: Access
  /** Whether the actor might also delete this record, as archiving asks for the same right. */
  mayRemove: boolean
}

/** A record about to go into the trash, or to come out of it. */
export interface Removal {
  kind: 'delete' | 'restore'
  record: Row
  access: Access
}

/** What was just written, in the same transaction. */
export interface Written {
  kind: string
  before: Row | null
  after: Row
}

/** What a definition cannot say. Hooks receive the transaction of the change and never open one. */
export interface Hooks {
  /** Checks one change and fills in derived values by mutating `after`; answers what is wrong with it. Throws 403. */
  beforeWrite?(change: Change): FieldError[]
  /** Throws a Problem when this record may not be deleted or restored by this member. */
  beforeRemove?(removal: Removal): void
  /** Fills `automatic` fields of new records, a whole batch at once. */
  beforeInsert?(tx: TenantTransaction, rows: Row[]): Promise<void>
  /** Takes locks that must come before those on the records themselves, in one order for everybody. */
  beforeLock?(tx: TenantTransaction, ids: string[]): Promise<void>
  /** Makes way for what is about to be written, with all that matters locked; may still fill in derived values of `after`. */
  beforeStore?(tx: TenantTransaction, changes: Written[], actor: Actor): Promise<void>
  /** What else a change brings about, committed or undone with it. */
  afterWrite?(tx: TenantTransaction, written: Written[], actor: Actor): Promise<void>
}
