import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { addMember, signIn, signedIn, testApp, type TestApp } from '../test/testApp.ts'
import { TestClient } from '../test/testClient.ts'
import { createLog } from './log.ts'

interface Line {
  level: number
  msg: string
  req?: { id: string; method: string }
  res?: { statusCode: number }
  route?: string
  ids?: string[]
  organizationId?: string
  userId?: string
  err?: { message: string; code?: string }
}

let app: TestApp
const written: string[] = []
const log = createLog('trace', { write: (line) => void written.push(line) })
beforeAll(async () => {
  app = await testApp({ log })
})
afterAll(() => app.close())

const lines = () => written.map((line) => JSON.parse(line) as Line)
const lineOf = (id: string | null) => lines().find(({ req, msg }) => req?.id === id && msg === 'request completed')

describe('the log', () => {
  it('has one line for each request, with its id, route, organization and person', async () => {
    const { client, organizationId, userId } = await signedIn(app)
    const { id } = await client.create('clients', { name: 'Somebody', clientType: 'PERSON', phone: '+302101234567' })
    const answer = await client.get('/api/clients?_unknown=1')
    const read = await client.get(`/api/clients/${id}`)
    expect(answer.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
    expect((answer.json as { instance: string }).instance).toBe(answer.headers.get('x-request-id'))
    expect(lineOf(read.headers.get('x-request-id'))).toMatchObject({
      req: { method: 'GET' },
      res: { statusCode: 200 },
      route: '/api/clients/:id',
      ids: [id],
      organizationId,
      userId,
    })
  })

  it('a fault of ours is logged with the id that its answer tells, and with who it met', async () => {
    const { client, organizationId } = await signedIn(app)
    await app.database.pool.query('alter table note rename column content to other_content')
    const answer = await client
      .get('/api/notes')
      .finally(() => app.database.pool.query('alter table note rename column other_content to content'))
    expect(answer.status).toBe(500)
    const { instance } = answer.json as { instance: string }
    const fault = lines().find(({ req, msg }) => req?.id === instance && msg === 'request failed')
    expect(fault).toMatchObject({ level: 50, route: '/api/notes', organizationId, err: { code: '42703' } })
  })

  it('holds nothing of bodies, queries, headers and paths that come from people, whichever way they go', async () => {
    const secrets = {
      email: 'maria.papadopoulou@private.example',
      password: 'correct horse 4711',
      street: 'Karaiskaki-Odos-17',
      name: 'Kleopatra-Zachariadou',
      phone: '+306971234567',
      address: '203.0.113.77',
      bearer: `oik_${'q7'.repeat(21)}x`,
      link: 'Zk3'.repeat(14),
      file: 'divorce-papers',
    }
    const { email, password, street, name, phone, address, bearer, link, file } = secrets
    const owner = await addMember(app)
    const client = await signIn(app, owner)
    const stranger = new TestClient(app.url)
    const forwarded = { 'x-forwarded-for': address, 'user-agent': name, referer: `http://x.example/${link}` }

    await stranger.post('/api/auth/login', { email, password }, forwarded)
    await stranger.post('/api/auth/register', { email, name, password, locale: 'el' }, forwarded)
    await stranger.post('/api/auth/magic-link', { email }, forwarded)
    await stranger.post('/api/auth/magic-link/confirm', { token: link }, forwarded)
    await stranger.post('/api/auth/password-reset/confirm', { token: link, password }, forwarded)
    await stranger.post('/api/auth/invitation', { token: link }, forwarded)
    await stranger.get('/api/clients', { authorization: `Bearer ${bearer}`, ...forwarded })
    await stranger.get('/api/auth/me', { cookie: `oikion.sid=s%3A${link}` })
    await stranger.get(`/calendar/${link}.ics`)
    await stranger.get(`/api/${email}/${street}?q=${name}`)
    await stranger.get(`/${name}/clients/${street}`)
    await client.create('clients', { name, email, phone, clientType: 'PERSON' })
    await client.post('/api/clients', { name, email: `${email} is not one`, street })
    await client.request('POST', '/api/clients', {
      body: `{"name": "${name}"`,
      headers: { 'content-type': 'application/json' },
    })
    await client.get(`/api/clients?q=${name}&email=${email}`)
    await client.get(`/api/clients/${street}`)
    await client.get(`/api/search?q=${name}`)
    await client.post(`/api/clients/import?fileName=${file}.csv`, `NAME;STREET\n${name};${street}\n`)
    await client.post('/api/invitations', { emails: [email], role: 'AGENT' })
    await client.get(`/api/files/${owner.memberId}/full?token=${link}`)
    // Faults of the database, which quote the values that they are about.
    for (const statement of [
      sql`insert into "user" (id, email, name) select id, email, ${name} from "user" limit 1`,
      sql`select ${street}::text::int`,
      sql`select 1 / 0 from (select ${name}::text) x`,
    ]) {
      await app.database.ask(statement).catch((error: unknown) => log.error({ err: error }, 'failed'))
    }
    await openDatabase({ url: `postgresql://${link}:${link}@127.0.0.1:1/x`, preparedStatements: true })
      .ask(sql`select 1`)
      .catch((error: unknown) => log.error({ err: error }, 'failed'))
    log.error({ err: new Error(`${email} at ${address} with ${bearer}`), reason: `<${email}> is on no list` }, link)
    log.warn({ err: new Error('outer', { cause: new SyntaxError(`Unexpected token in "${name}"`) }) }, 'failed')

    const all = written.join('')
    expect(lines().filter(({ msg }) => msg === 'request completed').length).toBeGreaterThan(20)
    for (const [what, secret] of Object.entries(secrets)) expect(all.includes(secret), what).toBe(false)
    expect(all).not.toContain(encodeURIComponent(email))
    expect(all).not.toContain(client.cookie.split('=')[1])
  })

  it('tells what a fault is without the values in it', async () => {
    const before = written.length
    await app.database.ask(sql`select 'x'::text::int`).catch((error: unknown) => log.error({ err: error }, 'failed'))
    const [line] = lines().slice(before)
    expect(line?.err).toMatchObject({ code: '22P02', message: 'The values in question are not logged' })
  })
})
