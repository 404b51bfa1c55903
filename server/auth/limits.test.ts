import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDatabase } from '../database/index.ts'
import { isPooled } from '../database/testing.ts'
import { addMember, addUser, testApp, testEnv, type TestApp } from '../test/testApp.ts'
import { TestClient } from '../test/testClient.ts'
import { limitsIn } from './limits.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp({ env: { ...testEnv, rateLimitFactor: 1, isProduction: true } })
})
afterAll(() => app.close())

/** Behind its one proxy the server believes where a request came from. */
const from = (address: string) => ({ 'x-forwarded-for': address, 'x-forwarded-proto': 'https' })
const anyAddress = () => `10.${[...randomBytes(3)].join('.')}`
const login = (email: string, password: string, headers: Record<string, string>) =>
  new TestClient(app.url).post('/api/auth/login', { email, password }, headers)
const right = 'a password for tests'

it('an account is closed to guessing after ten wrong passwords, from wherever they come, and says until when', async () => {
  const { email } = await addUser(app)
  for (let tries = 0; tries < 10; tries++) expect((await login(email, 'wrong', from(anyAddress()))).status).toBe(401)
  const answer = await login(email, right, from(anyAddress()))
  expect(answer.status).toBe(429)
  expect(answer.json).toMatchObject({ type: 'urn:oikion:problem:too-many' })
  const seconds = Number(answer.headers.get('retry-after'))
  expect(seconds).toBeGreaterThan(800)
  expect(seconds).toBeLessThanOrEqual(900)
})

it('an unknown address is closed just the same', async () => {
  const email = `nobody-${randomBytes(4).toString('hex')}@example.com`
  for (let tries = 0; tries < 10; tries++) expect((await login(email, 'wrong', from(anyAddress()))).status).toBe(401)
  expect((await login(email, 'wrong', from(anyAddress()))).status).toBe(429)
})

it('strangers cannot lock a person out of a browser they have used before', async () => {
  const { email } = await addUser(app)
  const browser = new TestClient(app.url)
  const headers = () => ({ ...from(anyAddress()), cookie: browser.deviceCookie })
  await browser.post('/api/auth/login', { email, password: right }, from(anyAddress()))
  expect(browser.deviceCookie).toContain('__Host-oikion.device=')
  for (let tries = 0; tries < 11; tries++) await login(email, 'wrong', from(anyAddress()))
  expect((await login(email, right, from(anyAddress()))).status).toBe(429)
  expect((await browser.post('/api/auth/login', { email, password: right }, headers())).status).toBe(200)
})

it('one internet address may not try a hundred accounts; an IPv6 network counts as one', async () => {
  const addresses = Array.from({ length: 101 }, (_, index) => `2001:db8:1:2::${index.toString(16)}`)
  const answers = await Promise.all(addresses.map((address) => login(`${address}@example.com`, 'wrong', from(address))))
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(1)
  expect((await login('someone@example.com', 'wrong', from('2001:db8:1:3::1'))).status).toBe(401)
})

it('people who sign in are not counted as guessing', async () => {
  const { email } = await addUser(app)
  const address = anyAddress()
  for (let tries = 0; tries < 15; tries++) expect((await login(email, right, from(address))).status).toBe(200)
})

it.each(['magic-link', 'password-reset', 'register'])('%s mails an address five times an hour', async (path) => {
  const email = `mailed-${randomBytes(4).toString('hex')}@example.com`
  const more = path === 'register' ? { name: 'N' } : {}
  const ask = () => new TestClient(app.url).post(`/api/auth/${path}`, { email, ...more }, from(anyAddress()))
  for (let tries = 0; tries < 5; tries++) expect((await ask()).status).toBe(202)
  expect((await ask()).status).toBe(429)
})

it('several servers count together, and the table tells nobody who tried', async () => {
  const { email } = await addMember(app)
  const other = openDatabase({ url: app.databaseUrl, preparedStatements: !isPooled, connections: 2 })
  try {
    const limits = [limitsIn(app.database, 1), limitsIn(other, 1)] as const
    const tries = Array.from({ length: 12 }, (_, index) =>
      (index % 2 ? limits[0] : limits[1]).count('second-factor', { address: `10.0.0.${index}`, account: email }).then(
        () => 'counted',
        () => 'refused',
      ),
    )
    expect((await Promise.all(tries)).filter((result) => result === 'refused')).toHaveLength(2)
  } finally {
    await other.close()
  }
  const { rows } = await app.database.pool.query('select key from rate_limit')
  expect(JSON.stringify(rows)).not.toContain(email)
})
