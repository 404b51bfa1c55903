import { expect, test, type Page } from '@playwright/test'
import { goodPassword, newPerson } from './signIn.ts'

test.use({ locale: 'el-GR' })

/** A person of this test's own, with Greek for a language and one property; answers address and organization. */
async function greekPerson(page: Page): Promise<{ email: string; slug: string }> {
  const email = await newPerson(page)
  const changed = await page.request.patch('/api/account', { data: { locale: 'el' } })
  const { memberships } = (await changed.json()) as { memberships: { organization: { slug: string } }[] }
  const property = { propertyType: 'APARTMENT', city: 'Κηφισιά', listPrice: 250_000 }
  expect((await page.request.post('/api/properties', { data: property })).status()).toBe(201)
  return { email, slug: memberships[0]?.organization.slug ?? '' }
}

const menu = (page: Page) => page.locator('button.person')

test('signing in, lists, forms and refusals are Greek; English is a choice away, and so is the way back', async ({
  page,
}) => {
  const { email, slug } = await greekPerson(page)
  await page.request.post('/api/auth/logout')
  await page.goto(`/o/${slug}/properties`)

  await expect(page.getByRole('heading', { name: 'Σύνδεση στο Oikion' })).toBeVisible()
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to Oikion' })).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue(email)
  await page.getByRole('button', { name: 'Ελληνικά' }).click()
  await page.getByLabel('Κωδικός πρόσβασης', { exact: true }).fill(goodPassword)
  await page.getByRole('button', { name: 'Σύνδεση', exact: true }).click()

  await expect(page.getByRole('heading', { name: 'Ακίνητα', level: 1 })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'el')
  await expect(page.getByRole('columnheader', { name: 'Τιμή' })).toBeVisible()
  await expect(page.locator('tbody tr.row').first()).toContainText('250.000\u00a0€')
  await expect(page.locator('.total')).toHaveText('1 ακίνητο')

  await page.getByRole('button', { name: 'Νέο ακίνητο' }).click()
  await page.getByRole('button', { name: 'Καταχώριση ακινήτου' }).click()
  await expect(page.getByText('Συμπληρώστε το πεδίο «Πόλη»')).toBeVisible()
  await page.goBack()

  const refused = await page.request.post('/api/properties', {
    headers: { 'Accept-Language': 'el' },
    data: { propertyType: 'HOUSE', city: 'Άνδρος', status: 'ACTIVE' },
  })
  expect(await refused.text()).toContain('χρειάζεται για να γίνει ενεργό το ακίνητο')

  await menu(page).click()
  await page.getByRole('menuitem', { name: 'English' }).click()
  await expect(page.getByRole('heading', { name: 'Properties', level: 1 })).toBeVisible()
  await expect(page.locator('tbody tr.row').first()).toContainText('250,000\u00a0€')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await menu(page).click()
  await page.getByRole('menuitem', { name: 'Ελληνικά' }).click()
  await expect(page.getByRole('heading', { name: 'Ακίνητα', level: 1 })).toBeVisible()
})
