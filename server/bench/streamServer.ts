import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { createApp } from '../app.ts'
import { openDatabase } from '../database/index.ts'
import { startLive } from '../live/live.ts'

// A server process whose memory can be asked for: started by streams.ts with the database's address; tells its port.
const url = process.argv[2] ?? ''
const database = openDatabase({ url, preparedStatements: true })
const log = pino({ level: 'warn' })
const live = startLive({ database, listenUrl: url, log })
const env = { isProduction: false, rateLimitFactor: 1000, publicUrl: 'http://oikion.test' }
const server = createServer(createApp({ env, sessionSecret: 'x'.repeat(32), database, log, live }))
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))

process.on('message', () => {
  for (let times = 0; times < 3; times++) global.gc?.()
  const { rss, heapUsed, external } = process.memoryUsage()
  process.send?.({ resident: rss, heap: heapUsed + external })
})
process.on('disconnect', () => process.exit())
