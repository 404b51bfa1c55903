import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Interval, PaidPlan } from '../resources/plans.ts'
import type { StripeSettings } from './settings.ts'

export type Thing = Record<string, unknown> & { id: string; object: string }

export interface Asked {
  path: string
  form: URLSearchParams
  key: string | undefined
}

const apiVersion = '2026-10-28.endive'
const secretKey = 'sk_test_played'
export const webhookSecret = 'whsec_played'

/** The price that stands for a plan in tests. */
export const priceOf = (plan: PaidPlan, interval: Interval = 'month') => `price_${plan.toLowerCase()}_${interval}`

/** What a request may say, by its address; `*` is an id. Anything else is refused, as Stripe does. */
const allowed: Record<string, RegExp> = {
  'POST /v1/customers': /^metadata\[organization_id\]$/,
  'POST /v1/customers/*': /^(name|email|preferred_locales\[\d\])$/,
  'GET /v1/customers/*': /^expand\[\d\]$/,
  'GET /v1/invoices': /^(customer|subscription|status|limit)$/,
  'GET /v1/checkout/sessions': /^(customer|status|limit)$/,
  'POST /v1/checkout/sessions':
    /^(mode|customer|client_reference_id|line_items\[0\]\[(price|quantity)\]|success_url|cancel_url|locale|billing_address_collection|customer_update\[(address|name)\]|tax_id_collection\[enabled\]|subscription_data\[metadata\]\[organization_id\])$/,
  'POST /v1/checkout/sessions/*/expire': /^$/,
  'POST /v1/billing_portal/sessions':
    /^(customer|return_url|locale|flow_data\[type\]|flow_data\[subscription_update\]\[subscription\])$/,
  'POST /v1/subscriptions/*': /^(cancel_at_period_end|metadata\[\w+\])$/,
  'DELETE /v1/subscriptions/*': /^$/,
}

/** Plays Stripe for tests: holds customers, subscriptions and invoices, checks what it is asked, and signs events. */
export class PlayedStripe {
  readonly things = new Map<string, Thing>()
  readonly asked: Asked[] = []
  /** Requests that are to fail, by what they ask, with how often. */
  readonly failures: { path: string; status: number; times: number }[] = []
  /** Called once before the next request of this path is answered: what happens at Stripe meanwhile. */
  meanwhile: { path: string; happens: () => void } | undefined
  /** Where a page of Stripe's lives; the browser test is led back at once. */
  leadBack = false
  private readonly answers = new Map<string, { body: string; answer: unknown }>()
  private readonly server = createServer((req, res) => void this.serve(req, res))
  private made = 0
  private url = ''

  async start(port = 0): Promise<string> {
    this.server.listen(port, '127.0.0.1')
    await new Promise((resolve) => this.server.once('listening', resolve))
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
    return this.url
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  /** What the server is told of it. */
  get settings(): StripeSettings {
    const both = (plan: PaidPlan) => ({ month: [priceOf(plan), `${priceOf(plan)}_old`], year: [priceOf(plan, 'year')] })
    const prices = { STARTER: both('STARTER'), PROFESSIONAL: both('PROFESSIONAL'), ENTERPRISE: both('ENTERPRISE') }
    return { key: secretKey, webhookSecrets: ['whsec_next', webhookSecret], baseUrl: this.url, prices }
  }

  add<T extends Record<string, unknown>>(prefix: string, object: string, fields: T): Thing & T {
    this.made++
    const thing = { id: `${prefix}_${this.made}`, object, created: this.now() + this.made, ...fields }
    this.things.set(thing.id, thing)
    return thing
  }

  get(id: string): Thing {
    const thing = this.things.get(id)
    if (!thing) throw new Error(`There is no ${id} at Stripe`)
    return thing
  }

  all(object: string, where: Record<string, unknown> = {}): Thing[] {
    return [...this.things.values()].filter(
      (thing) => thing.object === object && Object.entries(where).every(([name, value]) => thing[name] === value),
    )
  }

  /** A subscription to a price; the period ends in thirty days. */
  subscribe(customer: string, price: string, fields: Record<string, unknown> = {}): Thing {
    const period = { current_period_start: this.now(), current_period_end: this.now() + 30 * 86_400 }
    const items = {
      object: 'list',
      data: [{ id: 'si_1', object: 'subscription_item', price: { id: price }, ...period }],
    }
    const rest = { cancel_at_period_end: false, cancel_at: null, metadata: {}, ...fields }
    return this.add('sub', 'subscription', { customer, status: 'active', items, ...rest })
  }

  /** An invoice of a subscription; one that failed is open and was attempted. */
  bill(subscription: Thing, fields: Record<string, unknown> = {}): Thing {
    const { customer, id } = subscription
    const amounts = { total: 4900, amount_remaining: 4900, status: 'open', attempted: true, number: `N-${this.made}` }
    const pages = { hosted_invoice_url: `${this.url}/invoice`, invoice_pdf: `${this.url}/invoice.pdf` }
    const times = { status_transitions: { finalized_at: this.now() } }
    return this.add('in', 'invoice', { customer, subscription: id, ...amounts, ...pages, ...times, ...fields })
  }

  event(type: string, object: Thing, id = `evt_${++this.made}`): Thing {
    const data = { object: structuredClone(object) }
    return { id, object: 'event', api_version: apiVersion, created: this.now(), type, livemode: false, data }
  }

  /** The body as Stripe sends it, and its signature. */
  signed(event: unknown, { secret = webhookSecret, at = this.now() } = {}) {
    const body = JSON.stringify(event)
    const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
    return { body, headers: { 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${signature}` } }
  }

  async send(to: string, event: unknown, how: { secret?: string; at?: number } = {}): Promise<number> {
    const { status } = await fetch(`${to}/api/webhooks/stripe`, { method: 'POST', ...this.signed(event, how) })
    return status
  }

  private readonly now = () => Math.floor(Date.now() / 1000)

  private async serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of req) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    const { pathname, searchParams } = new URL(req.url ?? '', 'http://stripe')
    const form = new URLSearchParams(req.method === 'POST' ? body : searchParams)
    const asked = { path: `${req.method} ${pathname}`, form, key: req.headers['idempotency-key']?.toString() }
    this.asked.push(asked)
    const reply = (status: number, answer: unknown) =>
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    if (this.meanwhile && asked.path.startsWith(this.meanwhile.path)) {
      this.meanwhile.happens()
      this.meanwhile = undefined
    }
    const failure = this.failures.find(({ path, times }) => times > 0 && asked.path.startsWith(path))
    if (failure) {
      failure.times--
      return void reply(failure.status, { error: { type: 'api_error', message: 'played' } })
    }
    const why = this.whyRefused(req, asked)
    if (why) return void reply(400, { error: { type: 'invalid_request_error', message: why } })
    const known = asked.key ? this.answers.get(asked.key) : undefined
    if (known && known.body !== body)
      return void reply(400, { error: { type: 'idempotency_error', message: 'another body' } })
    const answer = known?.answer ?? this.answer(asked)
    if (!answer) return void reply(404, { error: { type: 'invalid_request_error', code: 'resource_missing', message: 'No such thing' } }) // prettier-ignore
    if (asked.key) this.answers.set(asked.key, { body, answer })
    reply(200, answer)
  }

  private whyRefused({ headers, method }: IncomingMessage, { path, form, key }: Asked): string | undefined {
    if (headers.authorization !== `Bearer ${secretKey}`) return 'Invalid API Key'
    if (headers['stripe-version'] !== apiVersion) return `Stripe-Version is ${String(headers['stripe-version'])}`
    if (method === 'POST' && !key) return 'Idempotency-Key is missing'
    if (method === 'POST' && form.size > 0 && headers['content-type'] !== 'application/x-www-form-urlencoded')
      return 'Content-Type is not that of a form'
    if (path.endsWith('/expire') && this.things.get(path.split('/')[4] ?? '')?.['status'] !== 'open')
      return 'Only sessions that are open can be expired'
    const pattern = Object.entries(allowed).find(([route]) => matches(route, path))?.[1]
    if (!pattern) return `Unrecognized request URL (${path})`
    const unknown = [...form.keys()].find((name) => !pattern.test(name))
    return unknown && `Received unknown parameter: ${unknown}`
  }

  private answer({ path, form }: Asked): unknown {
    const [, , , first = '', second = ''] = path.split('/')
    const id = first === 'sessions' ? second : first
    const list = (object: string, names: string[]) => {
      const where = Object.fromEntries(names.flatMap((name) => (form.has(name) ? [[name, form.get(name)]] : [])))
      return { object: 'list', data: this.all(object, where), has_more: false }
    }
    if (path === 'POST /v1/customers') return this.add('cus', 'customer', { metadata: metadataOf(form) })
    const customer = form.get('customer')
    if (customer !== null && !this.isLiving(customer)) return undefined
    if (path === 'GET /v1/invoices') return list('invoice', ['customer', 'subscription', 'status'])
    if (path === 'GET /v1/checkout/sessions') return list('checkout.session', ['customer', 'status'])
    if (path === 'POST /v1/checkout/sessions') return this.openSession(form)
    if (path === 'POST /v1/billing_portal/sessions') {
      const back = form.get('return_url') ?? ''
      return { id: 'bps_1', object: 'billing_portal.session', url: this.leadBack ? back : `${this.url}/portal` }
    }
    const thing = this.things.get(id)
    if (!thing) return undefined
    if (path.startsWith('GET /v1/customers/')) return this.withSubscriptions(thing)
    if (path.endsWith('/expire')) return Object.assign(thing, { status: 'expired' })
    if (path.startsWith('DELETE ')) return Object.assign(thing, { status: 'canceled' })
    return Object.assign(thing, changesOf(form, thing))
  }

  /** Without those that are over, as Stripe lists them. */
  private withSubscriptions(customer: Thing): Thing {
    if (customer['deleted']) return customer
    const data = this.all('subscription', { customer: customer.id }).filter(
      ({ status }) => status !== 'canceled' && status !== 'incomplete_expired',
    )
    return { ...customer, subscriptions: { object: 'list', data, has_more: false } }
  }

  /** Invoices, pages and the portal of a customer who was deleted, or never was, are refused. */
  private isLiving(customer: string): boolean {
    const thing = this.things.get(customer)
    return thing !== undefined && !thing['deleted']
  }

  private openSession(form: URLSearchParams): Thing {
    const customer = form.get('customer') ?? ''
    const price = form.get('line_items[0][price]')
    const page = this.leadBack ? form.get('success_url') : `${this.url}/pay`
    return this.add('cs', 'checkout.session', { customer, price, status: 'open', url: page })
  }
}

const matches = (route: string, path: string) => {
  const parts = route.split('/')
  const given = path.split('/')
  return parts.length === given.length && parts.every((part, index) => part === '*' || part === given[index])
}

const metadataOf = (form: URLSearchParams) =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) => {
      const [, key] = /^metadata\[(\w+)\]$/.exec(name) ?? []
      return key ? [[key, value]] : []
    }),
  )

const periodEndOf = ({ items }: Thing) =>
  (items as { data: { current_period_end: number }[] }).data[0]?.current_period_end ?? null

function changesOf(form: URLSearchParams, before: Thing): Record<string, unknown> {
  const plain = [...form].filter(([name]) => !name.includes('['))
  const fields = plain.map(([name, value]) => [name, value === 'true' ? true : value === 'false' ? false : value])
  const metadata = Object.entries({ ...(before['metadata'] as object), ...metadataOf(form) }).filter(
    ([, value]) => value,
  )
  const ends = form.get('cancel_at_period_end')
  // One stands for the other, as at Stripe.
  const cancelAt = ends === null ? {} : { cancel_at: ends === 'true' ? periodEndOf(before) : null }
  return { ...Object.fromEntries(fields), ...cancelAt, metadata: Object.fromEntries(metadata) }
}
