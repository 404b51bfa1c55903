import type { Database } from '../database/index.ts'
import { recordActivity, type ActivityRow } from './activity.ts'
import type { Actor } from './actor.ts'

export interface FileEnd {
  complete: boolean
}

interface SentFile {
  /** What is written down of it; at its end, of that too. */
  row: (actor: Actor, end?: FileEnd) => ActivityRow
  /** Sends it, having called `begin` before the first byte. */
  send: (begin: () => Promise<void>) => Promise<void>
}

/**
 * Writes down that a file is taken, by two rows, since none can be rewritten: one committed before the first byte leaves, so
 * that no file is taken without a trace even when this process dies; and one at the end, `complete` or not.
 */
export async function tellBothEnds(database: Database, actor: Actor, { row, send }: SentFile): Promise<void> {
  const tell = (written: ActivityRow) => database.withOrganization(actor.access, (tx) => recordActivity(tx, written))
  // The same moment for both would leave their order to chance.
  const tellEnd = (complete: boolean) =>
    tell(row({ ...actor, now: new Date(Math.max(Date.now(), actor.now.getTime() + 1)) }, { complete }))
  let hasBegun = false
  try {
    await send(async () => {
      await tell(row(actor))
      hasBegun = true
    })
    await tellEnd(true)
  } catch (error) {
    // That it began is written in any case.
    if (hasBegun) await tellEnd(false).catch(() => undefined)
    throw error
  }
}
