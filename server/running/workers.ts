import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import type { Logger } from 'pino'
import { PlainError } from '../plain-error.ts'
import { answerForAll } from './sharedMetrics.ts'

export interface WorkersOptions {
  processes: number
  /** The file they run, and its arguments. */
  entry: string
  args: string[]
  /** Theirs besides ours. */
  environment: Record<string, string>
  log: Logger
  /** Told how to end them before they have begun: some may serve while others are still starting. */
  onStart: (workers: { close(): Promise<void> }) => void
}

/** Milliseconds. */
const firstWait = 500
const longestWait = 30_000
/** One that has lived so long failed at something else than at starting. */
const steady = 60_000
const patience = 9_000

/**
 * Starts processes that share one port, and others in place of those that end, ever less often while they die young. Answers
 * the port when all are there.
 */
export async function startWorkers(options: WorkersOptions): Promise<number> {
  const { processes, entry, args, environment, log, onStart } = options
  const pauses = new Set<NodeJS.Timeout>()
  let isStopping = false
  cluster.setupPrimary({ exec: entry, args })
  answerForAll((error) => log.warn({ err: error }, 'the figures of the processes were not put together'))

  const start = (failures: number): Worker => {
    const worker = cluster.fork(environment)
    const began = Date.now()
    worker.once('exit', (code, signal) => {
      if (isStopping) return
      const again = Date.now() - began < steady ? failures + 1 : 0
      const pause = Math.min(firstWait * 2 ** again, longestWait)
      log.error({ pid: worker.process.pid, code, signal, pause }, 'a server process ended; another takes its place')
      const timer = setTimeout(() => {
        pauses.delete(timer)
        start(again)
      }, pause)
      pauses.add(timer)
    })
    return worker
  }
  const close = async () => {
    isStopping = true
    for (const timer of pauses) clearTimeout(timer)
    const living = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined)
    await Promise.all(living.map(end))
  }

  onStart({ close })
  try {
    const first = await Promise.all(Array.from({ length: processes }, () => listening(start(0))))
    return first[0] ?? 0
  } catch (error) {
    await close()
    throw error
  }
}

/** Resolves with the port when it is there; at the first start one that ends has said why. */
function listening(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once('listening', ({ port }: { port: number }) => resolve(port))
    worker.once('exit', (code) => reject(new PlainError(`A server process ended with ${code} while starting.`)))
  })
}

async function end(worker: Worker): Promise<void> {
  if (worker.isDead()) return
  const ended = once(worker, 'exit')
  worker.process.kill('SIGTERM')
  const kill = setTimeout(() => worker.process.kill('SIGKILL'), patience)
  await ended
  clearTimeout(kill)
}
