const day = 86_400_000

/** Runs a task now and once a day. `close` waits for the one under way. */
export function startDaily(
  task: () => Promise<unknown>,
  onError: (error: unknown) => void,
): { close(): Promise<void> } {
  const run = () => task().then(() => undefined, onError)
  let running = run()
  const timer = setInterval(() => {
    running = run()
  }, day)
  timer.unref()
  return {
    async close() {
      clearInterval(timer)
      await running
    },
  }
}
