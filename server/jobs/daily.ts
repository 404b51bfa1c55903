const minute = 60_000
const day = 24 * 60 * minute

export interface Repeated {
  /** Waits for the run under way. */
  close(): Promise<void>
}

/** Runs a task now and once a day. */
export const startDaily = (task: () => Promise<unknown>, onError: (error: unknown) => void): Repeated =>
  startEvery(day, task, onError)

/** Runs a task now and once a minute; one that takes longer is waited for. */
export const startEveryMinute = (task: () => Promise<unknown>, onError: (error: unknown) => void): Repeated =>
  startEvery(minute, task, onError)

function startEvery(pause: number, task: () => Promise<unknown>, onError: (error: unknown) => void): Repeated {
  let running: Promise<void> | undefined
  const run = () => {
    running ??= task()
      .then(() => undefined, onError)
      .finally(() => {
        running = undefined
      })
  }
  run()
  const timer = setInterval(run, pause)
  timer.unref()
  return {
    async close() {
      clearInterval(timer)
      await running
    },
  }
}
