import { randomInt } from 'node:crypto'
import net from 'node:net'
import type { Env } from './env.ts'
import { PlainError } from './plain-error.ts'

type Place = Pick<Env, 'port' | 'host'>

/** Before the long work, so that a taken port is told at once. */
export async function checkPort(place: Place): Promise<void> {
  const probe = net.createServer()
  await listen(probe, place)
  await new Promise((resolve) => probe.close(resolve))
}

/** Throws a PlainError that says why one cannot listen there. */
export function listen(server: net.Server, { port, host }: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    const reasons: Record<string, string> = {
      EADDRINUSE: `Port ${port} is taken by another program. Stop that one, or choose another: PORT=${port + 1} npm start`,
      EACCES: `Port ${port} needs more rights than this account has. Choose one above 1023: PORT=3000 npm start`,
      EADDRNOTAVAIL: `HOST ${host} is not an address of this machine.`,
      ENOTFOUND: `HOST ${host} is not known.`,
    }
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new PlainError(reasons[error.code ?? ''] ?? `Cannot listen on ${host}:${port}: ${error.message}`))
    })
    server.listen(port, host, resolve)
  })
}

/**
 * A port of this machine that nobody listens on at this moment. It is one of those that systems do not lend to outgoing
 * connections (Linux begins at 32768, others at 49152): such a connection could take it before anybody listens there.
 */
export async function freePort(): Promise<number> {
  for (let tries = 1; ; tries++) {
    const place = { port: randomInt(20_000, 32_768), host: '127.0.0.1' }
    try {
      await checkPort(place)
      return place.port
    } catch (error) {
      if (tries === 20) throw error
    }
  }
}
