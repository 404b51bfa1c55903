import { expect, test } from '@playwright/test'
import { existsSync } from 'node:fs'
import { checkAsApartments, writeListings } from './listings.ts'
import { openAs } from './signIn.ts'

/** An operator's first day. By its name this file runs last: the other tests count on the demo data being few. */
const base = '/o/aegean-homes/properties'
const real = '../shared/data/idealista18-valencia/Valencia_Sale.csv'

// With all the movement that the other tests do without.
test.use({ contextOptions: { reducedMotion: 'no-preference' } })

test('33,622 listings come in, are found, changed and go out again', async ({ page }, info) => {
  test.setTimeout(180_000)
  const made = info.outputPath('listings.csv')
  if (!existsSync(real)) writeListings(made)
  await openAs(page, 'admin@aegean.example', `${base}/import`)
  await page
    .getByLabel('Choose a file')
    .first()
    .setInputFiles(existsSync(real) ? real : made)
  await checkAsApartments(page)
  await expect(page.getByText('33,597 rows can be imported, 25 cannot')).toBeVisible({ timeout: 60_000 })
  await expect(page.locator('.reasons tbody tr')).toContainText([/Year built.*24$/, /Bedrooms.*1$/])
  await page.getByRole('button', { name: 'Import 33,597 properties' }).click()
  await expect(page.getByText('33,597 properties imported')).toBeVisible({ timeout: 60_000 })

  await page.goto(`${base}?city=Valencia`)
  await expect(page.locator('.total')).toContainText('10,000+ properties')
  await page.getByRole('button', { name: 'Count all' }).click()
  await expect(page.locator('.total')).toHaveText('33,597 properties')

  const range = 'city=Valencia&listPrice_gte=500000&listPrice_lte=510000'
  await page.goto(`${base}?${range}`)
  await page.locator('tbody tr.row').first().press('Enter')
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByLabel('Price', { exact: true }).fill('505555')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('complementary', { name: 'Timeline' })).toContainText('505,555 €')
  await page.goto(`${base}?${range}`)
  await expect(page.locator('tbody')).toContainText('505,555 €')

  const count = Number((await page.locator('.total').innerText()).replace(/\D/g, ''))
  await page.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'For re-import (keys)' }).click(),
  ])
  let text = ''
  for await (const chunk of await download.createReadStream()) text += String(chunk)
  expect(text.trim().split('\r\n')).toHaveLength(count + 1)
  expect(text).toContain('505555')
})
