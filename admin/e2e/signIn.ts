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
  await page.getByLabel('Password').fill('oikion-demo')
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
