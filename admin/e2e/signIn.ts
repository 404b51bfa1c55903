import { expect, type Page } from '@playwright/test'

export const organization = 'aegean-homes'

/** The session of one of the demo people, e.g. `admin@aegean.example`, without the sign-in page; then an address. */
export async function openAs(page: Page, email: string, path?: string): Promise<void> {
  const answer = await page.request.post('/api/auth/login', { data: { email, password: 'oikion-demo' } })
  expect(answer.status()).toBe(200)
  if (path) await page.goto(path)
}

/** Signs in on the page itself, on the way to an address, and waits for the frame. */
export async function signIn(page: Page, email = 'admin@aegean.example', path = '/'): Promise<void> {
  await page.goto(path)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('oikion-demo')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('navigation', { name: 'Menu' })).toBeVisible()
}

export interface NewProperty {
  id: string
  reference: string
  version: number
}

/** Calls the API as the signed-in person, as another tab of theirs would. */
export async function call<T>(page: Page, method: string, path: string, body?: object): Promise<T> {
  const me = (await (await page.request.get('/api/auth/me')).json()) as {
    memberships: { organization: { id: string; slug: string } }[]
  }
  const mine = me.memberships.find((each) => each.organization.slug === organization)
  const headers = { 'X-Organization-Id': mine?.organization.id ?? '' }
  const answer = await page.request.fetch(path, { method, headers, data: body })
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`)
  return (await answer.json()) as T
}

/** A property of this test's own, so that tests do not meet in the demo data. */
export async function makeProperty(page: Page, fields: object = {}): Promise<NewProperty> {
  const city = `Test ${Math.random().toString(36).slice(2, 8)}`
  return call(page, 'POST', '/api/properties', { propertyType: 'APARTMENT', city, listPrice: 250_000, ...fields })
}

interface Mail {
  kind: string
  link: string | null
  code: string | null
  createdAt: string
}

/** The newest mail of a kind to an address, once it has come: its link as a path of this server, or its code. */
export async function mailed(page: Page, email: string, kind: string): Promise<string> {
  let found: Mail | undefined
  await expect(async () => {
    const answer = await page.request.get(`/dev/mails.json?to=${encodeURIComponent(email)}`)
    const mails = ((await answer.json()) as Mail[]).filter((mail) => mail.kind === kind)
    found = mails.sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0]
    expect(found, `a mail of kind ${kind} to ${email}`).toBeDefined()
  }).toPass({ timeout: 10_000 })
  if (found?.code) return found.code
  const { pathname, hash } = new URL(found?.link ?? '')
  return pathname + hash
}

export const goodPassword = 'seven green boats sail'

export const newAddress = () => `person-${Math.random().toString(36).slice(2, 10)}@example.com`

/** A person of this test's own, with a personal workspace, signed in. Answers the address. */
export async function newPerson(page: Page, locale: 'en' | 'el' = 'en'): Promise<string> {
  const email = newAddress()
  const data = { email, name: 'Maria Testou', locale }
  expect((await page.request.post('/api/auth/register', { data })).status()).toBe(202)
  const token = (await mailed(page, email, 'sign-up')).split('#')[1]
  const finish = { token, password: goodPassword }
  expect((await page.request.post('/api/auth/register/confirm', { data: finish })).status()).toBe(201)
  return email
}

/** Fills in e-mail and password on the page that is open. */
export async function typePassword(page: Page, email: string, password = goodPassword): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}
