import { expect, type Page } from '@playwright/test'

export const organization = 'aegean-homes'

/** Signs in as one of the demo people, e.g. `admin@aegean.example`, and waits for the first list. */
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
  const slug = new URL(page.url()).pathname.split('/')[2]
  return page.evaluate(
    async ({ method, path, body, slug }) => {
      const me = (await (await fetch('/api/auth/me')).json()) as {
        memberships: { organization: { id: string; slug: string } }[]
      }
      const id = me.memberships.find((each) => each.organization.slug === slug)?.organization.id ?? ''
      const response = await fetch(path, {
        method,
        headers: { 'Content-Type': 'application/json', 'X-Organization-Id': id },
        ...(body && { body: JSON.stringify(body) }),
      })
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
      return response.json() as Promise<unknown>
    },
    { method, path, body, slug },
  ) as Promise<T>
}

/** A property of this test's own, so that tests do not meet in the demo data. */
export async function makeProperty(page: Page, fields: object = {}): Promise<NewProperty> {
  const city = `Test ${Math.random().toString(36).slice(2, 8)}`
  return call(page, 'POST', '/api/properties', { propertyType: 'APARTMENT', city, listPrice: 250_000, ...fields })
}
