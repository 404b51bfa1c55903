import cluster, { type Worker } from 'node:cluster'
import { AggregatorRegistry, type Registry } from 'prom-client'

/** A worker asks the process that has started it; each of both knows the other's messages by their type. */
const question = 'oikion:metrics'
interface Answer {
  type: typeof question
  text: string
}

const patience = 6000

/** How one process reads the figures of all: its own when it is alone, else with those of its siblings. */
export function metricsOfAll(registry: Registry): () => Promise<string> {
  if (!cluster.isWorker) return () => registry.metrics()
  AggregatorRegistry.setRegistries([registry])
  // Made only for what it does then: it answers when the figures of this process are asked for.
  void new AggregatorRegistry()
  return () =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(new Error('The other processes do not tell their figures')), patience)
      const settle = (result: string | Error) => {
        clearTimeout(timer)
        process.off('message', hear)
        if (result instanceof Error) reject(result)
        else resolve(result)
      }
      const hear = (message: Partial<Answer>) => {
        if (message.type === question) settle(message.text ?? '')
      }
      process.on('message', hear)
      process.send?.({ type: question })
    })
}

/** In the process that has started the workers: answers their questions. */
export function answerForAll(onError: (error: unknown) => void): void {
  const registry = new AggregatorRegistry()
  cluster.on('message', (worker: Worker, message: { type?: string }) => {
    if (message.type !== question) return
    const answer = (text: string) => worker.isConnected() && worker.send({ type: question, text } satisfies Answer)
    registry.clusterMetrics().then(answer).catch(onError)
  })
}
