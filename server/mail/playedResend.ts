import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { v4 as uuid } from 'uuid'

export interface ReceivedMail {
  path: string
  authorization: string | undefined
  idempotencyKey: string
  /** As it came, to be compared to the byte. */
  raw: string
  body: { from: string; to: string; subject: string; html: string; text: string; reply_to?: string }
}

/** How a request is met: an error of Resend's, no answer, a broken connection, or one that breaks once the mail is taken. */
export type Mishap = { status: number; name: string; message?: string } | 'hang' | 'break' | 'break once taken'

/** Plays Resend for tests: takes each idempotency key once, as Resend does, and fails when told to. */
export class PlayedResend {
  /** Every request. */
  readonly asked: ReceivedMail[] = []
  /** What has reached its reader, by idempotency key. */
  readonly delivered = new Map<string, { id: string; raw: string; mail: ReceivedMail }>()
  /** What befalls the next requests. */
  readonly mishaps: Mishap[] = []
  private readonly server = createServer((req, res) => void this.answer(req, res))

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1')
    await new Promise((resolve) => this.server.once('listening', resolve))
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  /** What reached this reader. */
  mailsTo(recipient: string): ReceivedMail[] {
    return [...this.delivered.values()].map(({ mail }) => mail).filter(({ body }) => body.to === recipient)
  }

  private async answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const raw = Buffer.concat(chunks).toString()
    const { authorization, 'idempotency-key': key } = req.headers
    const mail = { path: `${req.method} ${req.url}`, authorization, idempotencyKey: String(key), raw }
    const received = { ...mail, body: JSON.parse(raw) as ReceivedMail['body'] }
    this.asked.push(received)
    const mishap = this.mishaps.shift()
    if (mishap === 'hang') return
    if (mishap === 'break') return void res.destroy()
    if (mishap && mishap !== 'break once taken')
      return reply(res, mishap.status, { ...mishap, statusCode: mishap.status })
    const known = this.delivered.get(received.idempotencyKey)
    if (known && known.raw !== raw) return reply(res, 409, { statusCode: 409, name: 'invalid_idempotent_request' })
    const taken = known ?? { id: uuid(), raw, mail: received }
    this.delivered.set(received.idempotencyKey, taken)
    if (mishap) return void res.destroy()
    reply(res, 200, { id: taken.id })
  }
}

function reply(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
