import type { Database } from '../database/index.ts'
import type { Row } from '../database/tenant.ts'
import { hooksOf } from '../hooks/index.ts'
import type { Actor } from '../records/actor.ts'
import type { Definition } from '../resources/define.ts'
import { uniqueKey } from './duplicates.ts'

/** So many values are drawn at once at most. */
const mostDrawn = 5000

/**
 * Fills `automatic` fields in transactions of their own. A series' counter is locked until its transaction ends, and
 * an import is long: nobody else could create a record meanwhile. A run that is undone leaves a gap in the series.
 * Such a transaction sees nothing of the run's own rows, so values that the file names anywhere are passed over here.
 */
export class Automatic {
  private readonly database: Database
  private readonly definition: Definition
  private readonly actor: Actor
  private readonly typed: ReadonlySet<string>

  /** `typed` holds the unique values of the whole file. */
  constructor(database: Database, definition: Definition, actor: Actor, typed: ReadonlySet<string>) {
    this.database = database
    this.definition = definition
    this.actor = actor
    this.typed = typed
  }

  async fill(records: Row[]): Promise<void> {
    const hooks = hooksOf(this.definition.name)
    if (!hooks.beforeInsert) return
    let waiting = records
    // A long stretch of typed values would cost a transaction each: more are drawn from time to time.
    for (let copies = 1; waiting.length > 0; copies *= 2) {
      const drawn = Math.max(1, Math.min(copies, Math.floor(mostDrawn / waiting.length)))
      const drafts = waiting.map((record) => Array.from({ length: drawn }, () => ({ ...record })))
      await this.database.withOrganization(this.actor.access, async (own) => hooks.beforeInsert?.(own, drafts.flat()))
      waiting = waiting.filter((record, index) => {
        const free = drafts[index]?.find((draft) => this.isFree(record, draft))
        if (free) Object.assign(record, free)
        return !free
      })
    }
  }

  private isFree(before: Row, after: Row): boolean {
    return Object.entries(after).every(
      ([name, value]) => before[name] === value || !this.typed.has(uniqueKey(name, value)),
    )
  }
}
