import { expect, test } from '@playwright/test'
import { call, makeProperty, openAs } from './signIn.ts'

const base = '/o/aegean-homes/properties'

test.beforeEach(async ({ page }) => openAs(page, 'admin@aegean.example'))

test('a new record is created from the form and shown', async ({ page }) => {
  await page.goto(`${base}/create`)
  await page.getByRole('button', { name: 'Create property' }).click()
  await expect(page.getByText('City is required')).toBeVisible()
  await page.getByLabel('Type').click()
  await page.getByTitle('Maisonette').click()
  await page.getByLabel('City').fill('Νάξος')
  await page.getByLabel('Price', { exact: true }).fill('185000')
  await page.keyboard.press('Control+s')
  await expect(page).toHaveURL(/properties\/[0-9a-f-]{36}$/)
  await expect(page.getByText('185,000 €')).toBeVisible()
})

test('an edit shows in the record, its history and the list', async ({ page }) => {
  const { id, reference } = await makeProperty(page)
  await page.goto(`${base}/${id}/edit`)
  await page.getByLabel('Price', { exact: true }).fill('333000')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('.facts').getByText('333,000 €')).toBeVisible()
  const history = page.getByRole('complementary', { name: 'History' })
  await expect(history).toContainText('250,000 € → 333,000 €')
  await page.goto(`${base}?q=${reference}`)
  await expect(page.locator('tbody')).toContainText('333,000 €')
})

test('an impatient second save makes no second record', async ({ page }) => {
  await page.goto(`${base}/create`)
  await page.getByLabel('Type').fill('Maisonette')
  await page.getByLabel('Type').press('Enter')
  const city = `Twice ${Date.now()}`
  await page.getByLabel('City').fill(city)
  await page.keyboard.press('Control+s')
  await page.getByLabel('District').pressSequentially('x')
  await page.keyboard.press('Control+s')
  await expect(page).toHaveURL(/properties\/[0-9a-f-]{36}$/)
  await page.goto(`${base}?city=${encodeURIComponent(city)}`)
  await expect(page.locator('.total')).toHaveText('1 property')
})

test('what the server refuses stands under its field', async ({ page }) => {
  const { id } = await makeProperty(page)
  await page.goto(`${base}/${id}/edit`)
  await page.getByLabel('Bedrooms').fill('51')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Must be at most 50')).toBeVisible()
  await expect(page.getByLabel('Bedrooms')).toBeFocused()
})

test('two people saving at once: the second sees both sides and loses nothing', async ({ page }) => {
  const { id } = await makeProperty(page, { district: 'Before' })
  await page.goto(`${base}/${id}/edit`)
  await page.getByLabel('Price', { exact: true }).fill('300000')
  await page.getByLabel('District').fill('Mine')
  await call(page, 'PATCH', `/api/properties/${id}`, { district: 'Theirs', bedroomsTotal: 4 })
  await page.getByRole('button', { name: 'Save' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Somebody else has saved')
  await dialog.getByRole('radio', { name: 'Theirs' }).check()
  await dialog.getByRole('button', { name: 'Save the chosen values' }).click()
  const facts = page.locator('.facts')
  await expect(facts.getByText('300,000 €')).toBeVisible()
  await expect(facts.getByText('Theirs')).toBeVisible()
  const saved = await call<Record<string, unknown>>(page, 'GET', `/api/properties/${id}`)
  expect(saved).toMatchObject({ listPrice: 300_000, district: 'Theirs', bedroomsTotal: 4 })
})

test('a deleted record is brought back by Undo', async ({ page }) => {
  const { id, reference } = await makeProperty(page)
  await page.goto(`${base}/${id}`)
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete property' }).click()
  await expect(page.getByText(`${reference} moved to the trash`)).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText(`${reference} restored`)).toBeVisible()
  await page.goto(`${base}/${id}`)
  await expect(page.getByRole('heading', { name: reference })).toBeVisible()
})

test('leaving a form with unsaved changes asks first', async ({ page }) => {
  const { id } = await makeProperty(page)
  await page.goto(`${base}/${id}/edit`)
  await page.getByLabel('District').fill('Half typed')
  await page.getByRole('link', { name: 'Clients' }).click()
  await page.getByRole('button', { name: 'Stay' }).click()
  await expect(page.getByLabel('District')).toHaveValue('Half typed')
  await page.getByRole('link', { name: 'Clients' }).click()
  await page.getByRole('button', { name: 'Leave without saving' }).click()
  await expect(page).toHaveURL(/\/clients$/)
})

test('a save without connection keeps the form and says so', async ({ page, context }) => {
  const { id } = await makeProperty(page)
  await page.goto(`${base}/${id}/edit`)
  await page.getByLabel('District').fill('Typed offline')
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Not saved')).toBeVisible()
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('.facts').getByText('Typed offline')).toBeVisible()
})

test('many records are changed at once, and the answer says how many', async ({ page }) => {
  const city = `Bulk ${Date.now()}`
  for (let each = 0; each < 3; each += 1) await makeProperty(page, { city })
  await page.goto(`${base}?city=${encodeURIComponent(city)}`)
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check()
  await expect(page.getByText('3 properties selected')).toBeVisible()
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('3 moved to the trash')).toBeVisible()
  await expect(page.getByText('No properties match these filters.')).toBeVisible()
})
