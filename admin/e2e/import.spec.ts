import { expect, test, type Page } from '@playwright/test'
import { existsSync } from 'node:fs'
import { writeListings } from './listings.ts'
import { openAs } from './signIn.ts'

const base = '/o/aegean-homes/properties'
const real = '../shared/data/idealista18-valencia/Valencia_Sale.csv'

/** A file like the agencies send: many columns, a few wrong cells. */
function sample(city: string, rows: number): Buffer {
  const lines = Array.from({ length: rows }, (_, index) => {
    const year = index === 3 ? 1066 : 1980 + (index % 40)
    return `X${index},${city},${100_000 + index * 1000},${60 + (index % 50)},${index % 5},${year}`
  })
  return Buffer.from(['ASSETID,CITY,PRICE,CONSTRUCTEDAREA,ROOMNUMBER,CONSTRUCTIONYEAR', ...lines].join('\r\n'))
}

async function checkAsApartments(page: Page): Promise<void> {
  await expect(page).toHaveURL(/import\/[0-9a-f-]{36}$/, { timeout: 60_000 })
  await page.getByLabel('Type *').fill('Apartment')
  await page.getByLabel('Type *').press('Enter')
  await page.getByRole('button', { name: 'Check all rows' }).click()
}

test.beforeEach(async ({ page }) => openAs(page, 'admin@aegean.example'))

test('a file is mapped, checked, imported and found in the list; its bad row is explained', async ({ page }) => {
  const city = `Import ${Date.now()}`
  await page.goto(`${base}/import`)
  const file = { name: 'listings.csv', mimeType: 'text/csv', buffer: sample(city, 40) }
  await page.getByLabel('Choose a file').first().setInputFiles(file)
  await checkAsApartments(page)
  await expect(page.getByText('39 rows can be imported, 1 cannot')).toBeVisible()
  await page.getByText('Cell by cell').click()
  await expect(page.locator('.problems')).toContainText('1066')

  // Left and found again.
  const address = page.url()
  await page.goto(base)
  await page.goto(address)
  await page.getByRole('button', { name: 'Import 39 properties' }).click()
  await expect(page.getByText('39 properties imported')).toBeVisible()
  await page.goto(`${base}?q=${encodeURIComponent(city)}`)
  await expect(page.locator('.total')).toHaveText('39 properties')
})

test('a picture renamed to CSV is refused in plain words', async ({ page }) => {
  await page.goto(`${base}/import`)
  const buffer = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex')
  await page.getByLabel('Choose a file').first().setInputFiles({ name: 'photo.csv', mimeType: 'text/csv', buffer })
  await expect(page.getByRole('alert')).toContainText('This file was not taken')
})

test('33,622 listings come in, are found, changed and go out again', async ({ page }, info) => {
  test.setTimeout(180_000)
  const made = info.outputPath('listings.csv')
  if (!existsSync(real)) writeListings(made)
  await page.goto(`${base}/import`)
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
  await page.getByRole('button', { name: 'Edit' }).click()
  await page.getByLabel('Price', { exact: true }).fill('505555')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('complementary', { name: 'History' })).toContainText('505,555 €')
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
