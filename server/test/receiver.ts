import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { vi } from 'vitest'

/** A message as it arrived. */
export interface Received {
  path: string
  headers: IncomingHttpHeaders
  raw: string
  body: {
    type: string
    timestamp: string
    data: { organizationId: string; resource: string; id: string; changed: string[] }
  }
}

/** How the receiver answers one message: a status, or whatever a test does with the answer itself. */
export type Reply =
  { status: number; headers?: Record<string, string>; text?: string } | ((res: ServerResponse) => void)

/** A small program of somebody else's, which is told of changes. */
export class Receiver {
  readonly got: Received[] = []
  /** For the next messages, in turn; afterwards `usual`. */
  readonly replies: Reply[] = []
  usual: Reply = { status: 204 }
  private readonly server = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8')
      this.got.push({ path: req.url ?? '', headers: req.headers, raw, body: JSON.parse(raw) as Received['body'] })
      const reply = this.replies.shift() ?? this.usual
      if (typeof reply === 'function') reply(res)
      else res.writeHead(reply.status, reply.headers).end(reply.text)
    })
  })

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1')
    await new Promise((resolve) => this.server.once('listening', resolve))
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  url(path = '/'): string {
    return `http://127.0.0.1:${this.port}${path}`
  }

  /** What arrived at one path, in its order. */
  at(path: string): Received[] {
    return this.got.filter((one) => one.path === path)
  }

  /** Takes everything again, as it did at first. */
  relent(): void {
    this.replies.length = 0
    this.usual = { status: 204 }
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }
}

/** Throws unless the published library takes the message's signature for one made with the secret. */
export function verify({ raw, headers }: Received, secret: string): unknown {
  // The library looks at the clock, which tests move on their own.
  vi.useFakeTimers({ toFake: ['Date'], now: Number(headers['webhook-timestamp']) * 1000 })
  try {
    return new Webhook(secret).verify(raw, headers as Record<string, string>)
  } finally {
    vi.useRealTimers()
  }
}
