import { expect, test } from '@playwright/test'
import { call, makeProperty, openAs } from './signIn.ts'

const base = '/o/aegean-homes/properties'

test('what a colleague changes is seen without reloading, and their changes while one types are told', async ({
  page,
  browser,
}) => {
  await openAs(page, 'agent@aegean.example')
  const colleague = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  await openAs(colleague, 'admin@aegean.example', base)
  const city = `Live ${Date.now()}`
  const { id, reference } = await makeProperty(page, { city, district: 'Before' })

  // A list: the row is there, and changes, while another one stays selected.
  const streaming = page.waitForResponse((answer) => answer.url().includes('/api/live'))
  await page.goto(`${base}?city=${encodeURIComponent(city)}`)
  await expect(page.getByRole('row', { name: reference })).toBeVisible()
  expect((await streaming).status()).toBe(200)
  await page.getByRole('checkbox', { name: `Select ${reference}` }).check()
  const second = await makeProperty(colleague, { city })
  await expect(page.getByRole('row', { name: second.reference })).toBeVisible()
  await expect(page.getByRole('checkbox', { name: `Select ${reference}` })).toBeChecked()

  // A form in which something is typed: who changed the record, and the way to both sides.
  await page.goto(`${base}/${id}/edit`)
  await page.getByLabel('District').fill('Mine')
  await call(colleague, 'PATCH', `/api/properties/${id}`, { bedroomsTotal: 4 })
  const notice = page.getByRole('status').filter({ hasText: 'changed this record while you were editing' })
  await expect(notice).toBeVisible()
  await expect(page.getByLabel('District')).toHaveValue('Mine')
  await notice.getByRole('button', { name: 'Show changes' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Save the chosen values' }).click()
  await expect(page.locator('.facts')).toContainText('Mine')
  expect(await call(page, 'GET', `/api/properties/${id}`)).toMatchObject({ district: 'Mine', bedroomsTotal: 4 })

  // A record's page: its facts follow, and its end is told.
  await call(colleague, 'PATCH', `/api/properties/${id}`, { district: 'Theirs' })
  await expect(page.locator('.facts')).toContainText('Theirs')
  await call(colleague, 'DELETE', `/api/properties/${id}`)
  await expect(page.getByText('moved this record to the trash')).toBeVisible()
  await colleague.context().close()
})
