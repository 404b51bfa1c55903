import { createSocket } from 'node:dgram'
import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Receiver } from '../test/receiver.ts'
import { addMember, signedIn, signIn } from '../test/testApp.ts'
import { addWebhook, webhookApp, type WebhookApp } from '../test/webhookApp.ts'
import { addressFault } from './address.ts'
import { post } from './request.ts'

const receiver = new Receiver()
let strict: WebhookApp
beforeAll(async () => {
  await receiver.start()
  strict = await webhookApp({ allowPrivate: false })
})
afterAll(async () => {
  await receiver.close()
  await strict.close()
})

const now = () => new Date()
const message = (url: string) => ({ url, headers: { 'content-type': 'application/json' }, body: '{}' })
const privately = { allowPrivate: true, isProduction: false, now }
const publicly = { allowPrivate: false, isProduction: false, now }

/** Answers every question for an IPv4 address with this one, others with nothing; none: is silent. */
async function nameServer(address: string | null) {
  const socket = createSocket('udp4')
  socket.on('message', (asked, { port, address: from }) => {
    if (address === null) return
    // The question ends behind its name, type and class; a second section of the message tells of the asker.
    const end = asked.indexOf(0, 12) + 5
    const isIPv4 = asked.readUInt16BE(end - 4) === 1
    const head = Buffer.from([asked[0]!, asked[1]!, 0x81, 0x80, 0, 1, 0, isIPv4 ? 1 : 0, 0, 0, 0, 0])
    const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number)])
    const parts = [head, asked.subarray(12, end), ...(isIPv4 ? [record] : [])]
    socket.send(Buffer.concat(parts), port, from)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return { at: `127.0.0.1:${socket.address().port}`, close: () => socket.close() }
}

describe('addresses that are nobody’s on the internet', () => {
  it.each([
    'http://127.0.0.1:PORT/',
    'http://[::1]:PORT/',
    'http://10.1.2.3/',
    'http://192.168.1.1/',
    'http://172.16.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f000001:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://0.0.0.0:PORT/',
    'http://localhost:PORT/',
    'http://localhost.:PORT/',
    'http://a.localhost:PORT/',
    'http://metadata.google.internal/',
    'http://intranet/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://100.64.0.1/',
  ])('%s is refused when it is chosen, and when it is called', async (written) => {
    // prettier-ignore
    const url = written.replace('PORT', String(receiver.port))
    const { client } = await signedIn(strict)
    const made = await client.post('/api/webhooks', { name: 'Inside', url, events: [] })
    expect([made.status, made.json]).toMatchObject([422, { errors: [{ pointer: '/url' }] }])
    expect((await client.get('/api/webhooks')).json).toEqual([])
    const { id } = await addWebhook(client, 'https://hooks.example.com/in')
    for (const method of ['PATCH', 'PUT']) {
      const body = JSON.stringify({ name: 'Inside', url, events: [] })
      const changed = await client.request(method, `/api/webhooks/${id}`, {
        body,
        headers: { 'content-type': 'application/json' },
      })
      expect([changed.status, changed.json]).toMatchObject([422, { errors: [{ pointer: '/url' }] }])
    }
    expect(await post(message(url), publicly)).toMatchObject({ status: null, error: 'refused' })
  })

  it('are refused by what the agent connects to, whatever the address says of itself', async () => {
    // Past the look at the address itself: names that lead inside, which no look at them can tell.
    const { useAgent } = await import('request-filtering-agent')
    const http = await import('node:http')
    const lookup = (_name: string, options: { all?: boolean }, found: (...args: unknown[]) => void) => {
      if (options.all) found(null, [{ address: '127.0.0.1', family: 4 }])
      else found(null, '127.0.0.1', 4)
    }
    const url = `http://hooks.example.com:${receiver.port}/`
    const failed = await new Promise<Error>((resolve, reject) => {
      const sent = http.request(url, { agent: useAgent(url, {}), lookup: lookup as never, method: 'POST' }, () =>
        reject(new Error('It was let in')),
      )
      sent.once('error', resolve).end('{}')
    })
    expect(failed.message).toContain('is not allowed. Because')
    expect(receiver.got).toEqual([])
  })

  it('are refused when a name server answers with them, and one that is silent takes no thread', async () => {
    const loopback = await nameServer('127.0.0.1')
    const url = `http://hooks.example.com:${receiver.port}/`
    const refused = await post(message(url), publicly, { nameServers: [loopback.at] })
    expect(refused).toMatchObject({ status: null, error: 'refused' })
    expect(receiver.got).toEqual([])
    const called = await post(message(url), privately, { nameServers: [loopback.at] })
    expect(called).toMatchObject({ status: 204 })
    receiver.got.length = 0
    const silent = await nameServer(null)
    const asked = Array.from({ length: 8 }, () =>
      post(message(url), publicly, { limit: 500, nameServers: [silent.at] }),
    )
    const began = performance.now()
    await readFile(import.meta.filename)
    expect(performance.now() - began).toBeLessThan(400)
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ status: null, error: 'timeout' })
    loopback.close()
    silent.close()
  })

  it('without TLS neither in production, where private ones are not allowed', () => {
    const rules = { allowPrivate: false, isProduction: true }
    expect(addressFault(new URL('http://hooks.example.com/'), rules)).toBe('must begin with https://')
    expect(addressFault(new URL('https://hooks.example.com/'), rules)).toBeUndefined()
    expect(addressFault(new URL('http://hooks.example.com/'), { ...rules, isProduction: false })).toBeUndefined()
  })
})

it.each([
  ['no address', 'hooks.example.com'],
  ['another protocol', 'ftp://hooks.example.com/'],
  ['a password', 'https://user:secret@hooks.example.com/'],
  ['a fragment', 'https://hooks.example.com/#x'],
  ['nothing', ''],
])('%s is refused, naming the field', async (_, url) => {
  const { client } = await signedIn(strict)
  const made = await client.post('/api/webhooks', { name: 'Portal', url, events: [] })
  expect([made.status, made.json]).toMatchObject([
    422,
    { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/url' })]) },
  ])
})

it('events that there are not, or twice, are refused one by one', async () => {
  const { client } = await signedIn(strict)
  const events = ['clients.created', 'clients.exploded', 'clients.created', 'webhooks.updated']
  const made = await client.post('/api/webhooks', { name: 'Portal', url: 'https://hooks.example.com/', events })
  expect(made.json).toMatchObject({
    errors: [{ pointer: '/events/1' }, { pointer: '/events/2' }, { pointer: '/events/3' }],
  })
})

it('an organization has fifty at most', async () => {
  const { client } = await signedIn(strict)
  for (let made = 0; made < 50; made++) await addWebhook(client, 'https://hooks.example.com/')
  const refused = await client.post('/api/webhooks', {
    name: 'One more',
    url: 'https://hooks.example.com/',
    events: [],
  })
  expect([refused.status, refused.json]).toMatchObject([409, { type: 'urn:oikion:problem:limit', limit: 50, used: 50 }])
})

describe('answers', () => {
  const answered = (reply: (res: ServerResponse) => void, limit?: number) => {
    receiver.replies.push(reply)
    return post(message(receiver.url()), privately, { limit })
  }

  it('a redirect is not followed, wherever it leads', async () => {
    receiver.got.length = 0
    const answer = await answered((res) => res.writeHead(307, { location: receiver.url('/private') }).end())
    expect(answer).toMatchObject({ status: 307, error: null })
    expect(receiver.got.map(({ path }) => path)).toEqual(['/'])
  })

  it('one that does not come ends after its time', async () => {
    expect(await answered(() => undefined, 200)).toMatchObject({ status: null, error: 'timeout' })
  })

  it('one without end is read as far as it is kept, one that dribbles as long as there is time', async () => {
    const endless = await answered((res) => {
      res.writeHead(200)
      const flood = () => {
        while (!res.destroyed && res.write('y'.repeat(65_536)));
        if (!res.destroyed) res.once('drain', flood)
      }
      flood()
    })
    expect(endless).toMatchObject({ status: 200, text: 'y'.repeat(1024) })
    const slow = await answered((res) => {
      res.writeHead(200)
      res.write('drip')
    }, 300)
    expect(slow).toMatchObject({ status: 200, text: 'drip' })
    expect(slow.durationMs).toBeLessThan(2000)
  })

  it('one that switches protocols is an answer, and one that only announces others ends with its time', async () => {
    const switched = await answered((res) => {
      res.socket?.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n')
    }, 1000)
    expect(switched).toMatchObject({ status: 101, error: null, text: '' })
    const announced = await answered((res) => {
      const timer = setInterval(() => res.socket?.write('HTTP/1.1 102 Processing\r\n\r\n'), 20)
      res.once('close', () => clearInterval(timer))
    }, 300)
    expect(announced).toMatchObject({ status: null, error: 'timeout' })
  })

  it('one that trickles for ever ends with its time', async () => {
    const trickled = await answered((res) => {
      res.writeHead(200)
      const timer = setInterval(() => res.write('.'), 20)
      res.once('close', () => clearInterval(timer))
    }, 300)
    expect(trickled).toMatchObject({ status: 200, error: null })
    expect(trickled.durationMs).toBeLessThan(2000)
  })

  it('broken ones and closed ports are told apart from names that lead nowhere', async () => {
    expect(await answered((res) => res.destroy())).toMatchObject({ status: null, error: 'connection' })
    expect(await post(message('http://nowhere.invalid/'), publicly)).toMatchObject({ status: null, error: 'dns' })
  })
})

it('is for owners and administrators, and closed to API tokens', async () => {
  const { client: owner, organizationId } = await signedIn(strict)
  const { id } = await addWebhook(owner, 'https://hooks.example.com/')
  for (const [role, status] of [
    ['ADMIN', 200],
    ['AGENT', 403],
    ['VIEWER', 403],
  ] as const) {
    // prettier-ignore
    const client = await signIn(strict, await addMember(strict, role, { organizationId }))
    expect((await client.get(`/api/webhooks/${id}/deliveries`)).status).toBe(status)
    expect((await client.post(`/api/webhooks/${id}/secret`, {})).status).toBe(status)
    expect((await client.post(`/api/webhooks/${id}/enable`, {})).status).toBe(status === 200 ? 204 : 403)
  }
  const scopes = ['clients:read', 'clients:write']
  const { token } = await owner.create('api-tokens', { name: 'T', role: 'ORG_OWNER', scopes, expiresAt: null })
  const headers = { authorization: `Bearer ${String(token)}`, 'content-type': 'application/json' }
  for (const path of ['', `/${id}`, `/${id}/deliveries`]) {
    expect((await fetch(`${strict.url}/api/webhooks${path}`, { headers })).status).toBe(403)
  }
  const body = JSON.stringify({ name: 'X', url: 'https://hooks.example.com/', events: [] })
  expect((await fetch(`${strict.url}/api/webhooks`, { method: 'POST', headers, body })).status).toBe(403)
})
