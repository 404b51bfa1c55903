import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

interface Message {
  type: string
  raw: string
  headers: IncomingHttpHeaders
}

/** A program that is told of changes, on this machine. */
export class Receiver {
  readonly got: Message[] = []
  readonly url: string
  private readonly server: Server

  private constructor(server: Server) {
    this.server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  }

  static async start(): Promise<Receiver> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const receiver = new Receiver(server)
    server.on('request', (req, res) => {
      let raw = ''
      req.setEncoding('utf8').on('data', (text: string) => (raw += text))
      req.on('end', () => {
        receiver.got.push({ type: (JSON.parse(raw) as { type: string }).type, raw, headers: req.headers })
        res.writeHead(200).end('thanks')
      })
    })
    return receiver
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }
}

/** Throws unless the message was signed with the secret. */
export const verify = ({ raw, headers }: Message, secret: string): unknown =>
  new Webhook(secret).verify(raw, headers as Record<string, string>)
