import http from 'node:http'
import type net from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { createApp } from './app.ts'
import { billingWith } from './billing/start.ts'
import { openDatabase, type CommitListener } from './database/index.ts'
import { proveIsolation } from './database/proof.ts'
import type { Env } from './env.ts'
import { openFiles } from './files/open.ts'
import { listen } from './listening.ts'
import { startLive } from './live/live.ts'
import { measureDatabase } from './running/databaseMetrics.ts'
import { createMetrics } from './running/metrics.ts'
import { metricsOfAll } from './running/sharedMetrics.ts'
import { finish } from './running/stopping.ts'
import { startPeople } from './people.ts'
import type { Storage } from './storage.ts'

export interface Serving {
  port: number
  /** Calls itself unready, finishes what was asked, and hands the rest over to others; within 9 seconds. */
  close(): Promise<void>
}

/** More than all handlers of jobs can hold at once, so that none waits for another in vain. */
const jobConnections = 20
/** Milliseconds from the wish to stop until running requests are cut; jobs and connections end in the rest of the ten seconds. */
const patience = 7_000
/** Milliseconds that an idle connection stays open: longer than proxies keep theirs (nginx a minute), or they send into one that is closing. */
const keptAlive = 75_000

/** Everything that one server process is made of. `spa`: the folder of the built screens. */
export async function serve(env: Env, storage: Storage, log: Logger, spa?: string): Promise<Serving> {
  const { operations, provider } = env
  const { sessionSecret } = storage
  const listeners = new Set<CommitListener>()
  const shared = {
    url: storage.url,
    preparedStatements: env.preparedStatements,
    isPooled: env.isPooled,
    listeners,
  }
  const { connections, timeouts, jobTimeouts, queue } = operations
  const database = openDatabase({ ...shared, connections, timeouts })
  // Jobs have connections of their own: however long they take, requests do not wait for them.
  const jobs = { connections: jobConnections, timeouts: jobTimeouts, closeIdleAfter: 30_000 }
  const jobDatabase = openDatabase({ ...shared, ...jobs })
  await proveIsolation(database.pool)

  const files = await openFiles(env)
  const people = await startPeople({ env, database: jobDatabase, sessionSecret, files, log })
  const live = startLive({ database, listenUrl: env.directUrl ?? storage.url, log })
  const stopping = { isStopping: false }
  const metrics = createMetrics()
  measureDatabase(metrics.registry, { databases: { requests: database, jobs: jobDatabase }, shared: jobDatabase, live })
  const watching = {
    stopping,
    metrics,
    readMetrics: metricsOfAll(metrics.registry),
    metricsToken: operations.metricsToken,
  }
  const { imports, mailPreview } = people
  const store = { files, quota: env.storageQuota }
  const billing = billingWith(env.billing)
  const parts = { imports, mailPreview, live, storage: store, billing, watching, spa }
  const server = http.createServer(createApp({ env, provider, sessionSecret, database, log, queue, ...parts }))
  // Large uploads over slow lines take longer than Node allows; what stalls is ended here, and sooner by the routes.
  server.requestTimeout = 0
  server.setTimeout(150_000)
  server.keepAliveTimeout = keptAlive
  await listen(server, env)

  return {
    port: (server.address() as net.AddressInfo).port,
    async close() {
      stopping.isStopping = true
      await wait(operations.shutdownDelay)
      await Promise.all([live.close(), finish(server, patience - operations.shutdownDelay), people.rest()])
      await people.close()
      await Promise.all([database.close(), jobDatabase.close()])
    },
  }
}
