import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { createApp } from '../app.ts'
import { openDatabase, type Database } from '../database/index.ts'
import { isPooled } from '../database/testing.ts'
import { startLive, type Live } from '../live/live.ts'
import { observed } from './contract.ts'
import { testApp, testEnv, testSecret, type TestApp } from './testApp.ts'
import type { TestClient } from './testClient.ts'

/** One server process: an application with event streams, over connections of its own. */
export interface LiveProcess {
  url: string
  database: Database
  live: Live
  close(): Promise<void>
}

/** The application with event streams. `another` starts a second process over the same database. */
export async function liveApp(now?: () => Date): Promise<TestApp & LiveProcess & { another(): Promise<LiveProcess> }> {
  const inner = await testApp()
  const processes: LiveProcess[] = []
  const another = async () => {
    processes.push(await liveProcess(inner, now))
    return processes.at(-1)!
  }
  const first = await another()
  return {
    ...inner,
    ...first,
    another,
    async close() {
      await Promise.all(processes.map((each) => each.close()))
      await inner.close()
    },
  }
}

async function liveProcess({ databaseUrl, directUrl }: TestApp, now?: () => Date): Promise<LiveProcess> {
  const database = openDatabase({ url: databaseUrl, preparedStatements: !isPooled, connections: 5 })
  const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' })
  const live = startLive({ database, listenUrl: directUrl, log, now })
  const app = createApp({ env: testEnv, sessionSecret: testSecret, database, log, live, now })
  const server = createServer(observed(app)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    database,
    live,
    async close() {
      await live.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await database.close()
    },
  }
}

export interface StreamMessage {
  /** `message` unless the server named another. */
  event: string
  id: string
  data: { resource: string; id: string | null; kind: string }[]
}

/** An event stream, read as a browser's EventSource reads it but one message at a time, and without coming back. */
export class TestStream {
  /** The id of the last event, also of those without data. */
  lastId = ''
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>
  private readonly decoder = new TextDecoder()
  private text = ''

  private constructor(body: ReadableStream<Uint8Array>) {
    this.reader = body.getReader()
  }

  /** The server's answer to a person who opens a stream; `last` is the id of the last event they had. */
  static answer(
    client: TestClient,
    { last, url = client.url }: { last?: string; url?: string } = {},
  ): Promise<Response> {
    return fetch(`${url}/api/live?_organization=${client.organizationId}`, {
      headers: { cookie: client.cookie, ...(last !== undefined && { 'last-event-id': last }) },
    })
  }

  /** Opens a stream and reads its first message: what was missed. */
  static async open(client: TestClient, options: { last?: string; url?: string } = {}) {
    const answer = await TestStream.answer(client, options)
    if (answer.status !== 200 || !answer.body) throw new Error(`The stream answered ${answer.status}`)
    const stream = new TestStream(answer.body)
    return { stream, first: await stream.next() }
  }

  /** The next message; waits for it. Throws when the server ends the stream. */
  async next(): Promise<StreamMessage> {
    const message = await this.read()
    if (!message) throw new Error('The stream has ended')
    return message
  }

  /** All that is told until a change of this record, itself among it. */
  async until(id: string): Promise<StreamMessage['data']> {
    const told: StreamMessage['data'] = []
    while (!told.some((change) => change.id === id)) told.push(...(await this.next()).data)
    return told
  }

  /** Everything that is told before the server ends the stream, which is waited for. */
  async end(): Promise<StreamMessage['data']> {
    const told: StreamMessage['data'] = []
    for (let message = await this.read(); message; message = await this.read()) told.push(...message.data)
    return told
  }

  close(): Promise<void> {
    return this.reader.cancel()
  }

  private async read(): Promise<StreamMessage | undefined> {
    for (;;) {
      const end = this.text.indexOf('\n\n')
      if (end < 0) {
        const { value, done } = await this.reader.read()
        if (done) return undefined
        this.text += this.decoder.decode(value, { stream: true })
        continue
      }
      const lines = this.text.slice(0, end).split('\n')
      this.text = this.text.slice(end + 2)
      const fields = new Map(lines.map((line) => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)]))
      this.lastId = fields.get('id') ?? this.lastId
      const data = fields.get('data')
      if (data === undefined) continue
      return {
        event: fields.get('event') ?? 'message',
        id: this.lastId,
        data: JSON.parse(data) as StreamMessage['data'],
      }
    }
  }
}
