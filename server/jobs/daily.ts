import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'

const minute = 60_000
const hour = 60 * minute

export interface Repeated {
  /** Waits for the run under way. */
  close(): Promise<void>
}

export interface Task {
  /** Known by it to all processes on the database. */
  name: string
  database: Database
  run: () => Promise<unknown>
  onError: (error: unknown) => void
}

/** Runs a task once a day, in one process of all; now, when that was not done within the last day. */
export const startDaily = (task: Task): Repeated => startEvery(24 * hour, task)

/** Runs a task once a minute, in one process of all; one that takes longer is waited for. */
export const startEveryMinute = (task: Task): Repeated => startEvery(minute, task)

function startEvery(pause: number, { name, database, run, onError }: Task): Repeated {
  let running: Promise<void> | undefined
  const attempt = async () => {
    const began = Date.now()
    if (!(await takeTurn(database, name, leaseOf(pause)))) return
    try {
      await run()
    } catch (error) {
      await nextTurn(database, name, began + Math.min(pause, 10 * minute))
      throw error
    }
    // A little early: timers drift, and who has just missed it would let a whole round pass.
    await nextTurn(database, name, began + pause - Math.min(pause / 10, 5 * minute))
  }
  const tick = () => {
    running ??= attempt()
      .catch(onError)
      .finally(() => {
        running = undefined
      })
  }
  tick()
  // Asked more often than once a day: whoever did it last may be gone.
  const timer = setInterval(tick, Math.min(pause, hour))
  timer.unref()
  return {
    async close() {
      clearInterval(timer)
      await running
    },
  }
}

/** Whoever has taken the turn and not said after this time that it is done has died over it. */
const leaseOf = (pause: number) => Math.min(2 * hour, 5 * pause)

async function takeTurn(database: Database, name: string, lease: number): Promise<boolean> {
  const taken = await database.ask(sql`
    insert into schedule (name, free_at) values (${name}, now() + ${lease}::float8 * interval '1 millisecond')
    on conflict (name) do update set free_at = excluded.free_at where schedule.free_at <= now() returning name`)
  return taken.length > 0
}

async function nextTurn(database: Database, name: string, at: number): Promise<void> {
  await database.ask(sql`update schedule set free_at = ${new Date(at).toISOString()}::timestamptz where name = ${name}`)
}
