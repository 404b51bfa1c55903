import { pino } from 'pino'
import { secretsFrom } from '../auth/secrets.ts'
import type { Database } from '../database/index.ts'
import { startWebhooks, type Dispatcher } from '../webhooks/start.ts'
import { Receiver } from './receiver.ts'
import { signedIn, testApp, testEnv, testSecret, type TestApp } from './testApp.ts'
import type { JsonRecord, TestClient } from './testClient.ts'

export interface WebhookApp extends TestApp {
  receiver: Receiver
  /** What time it is for the application. */
  clock: { now: Date; pass(seconds: number): void }
  /** One more process that sends. */
  dispatcher(database?: Database): Dispatcher
}

/** The application, a receiver, and a clock that only the test moves. Nothing is sent until a dispatcher is started. */
export async function webhookApp({
  allowPrivate = true,
  rateLimitFactor = testEnv.rateLimitFactor,
} = {}): Promise<WebhookApp> {
  const clock = {
    now: new Date(),
    pass(seconds: number) {
      clock.now = new Date(clock.now.getTime() + seconds * 1000)
    },
  }
  const now = () => clock.now
  const app = await testApp({ now, env: { ...testEnv, rateLimitFactor, webhooksAllowPrivate: allowPrivate } })
  const receiver = new Receiver()
  await receiver.start()
  const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' })
  const secrets = secretsFrom(testSecret)
  const started: Dispatcher[] = []
  return {
    ...app,
    receiver,
    clock,
    dispatcher(database = app.database) {
      const one = startWebhooks({ database, secrets, allowPrivate, isProduction: false, now, log })
      started.push(one)
      return one
    },
    async close() {
      await Promise.all(started.map((one) => one.close()))
      await receiver.close()
      await app.close()
    },
  }
}

export type NewWebhook = JsonRecord & { secret: string }

/** An endpoint of the client's organization. */
export async function addWebhook(client: TestClient, url: string, events: string[] = []): Promise<NewWebhook> {
  return (await client.create('webhooks', { name: 'Portal', url, events })) as NewWebhook
}

export interface Delivery {
  id: string
  messageId: string
  type: string
  state: string
  tries: number
  nextAt: string | null
  last: { status: number | null; error: string | null; answer: string | null; durationMs: number } | null
}

export async function deliveriesOf(client: TestClient, { id }: { id: string }): Promise<Delivery[]> {
  return (await client.get(`/api/webhooks/${id}/deliveries`)).json as Delivery[]
}

let serial = 0

/** An owner, signed in, with an endpoint at a path of its own. */
export async function listening(app: WebhookApp, events: string[] = []) {
  const owner = await signedIn(app)
  const path = `/${++serial}`
  const webhook = await addWebhook(owner.client, app.receiver.url(path), events)
  return { ...owner, webhook, got: () => app.receiver.at(path) }
}

/** A change to be told of. */
export const newClient = (client: TestClient, name = 'Άννα') =>
  client.create('clients', { name, clientType: 'PERSON', email: `${crypto.randomUUID()}@example.com` })

export const typesOf = (got: { body: { type: string } }[]) => got.map(({ body }) => body.type)
