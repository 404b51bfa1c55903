import { expect, test } from '@playwright/test'
import { checkAsApartments } from './listings.ts'
import { call, makeProperty, openAs } from './signIn.ts'

const base = '/o/aegean-homes/properties'

/** A file like the agencies send: many columns, a few wrong cells. */
function sample(city: string, rows: number): Buffer {
  const lines = Array.from({ length: rows }, (_, index) => {
    const year = index === 3 ? 1066 : 1980 + (index % 40)
    return `X${index},${city},${100_000 + index * 1000},${60 + (index % 50)},${index % 5},${year}`
  })
  return Buffer.from(['ASSETID,CITY,PRICE,CONSTRUCTEDAREA,ROOMNUMBER,CONSTRUCTIONYEAR', ...lines].join('\r\n'))
}

test.beforeEach(async ({ page }) => openAs(page, 'admin@aegean.example'))

test('a file is mapped, checked, imported, found in the list and undone; its bad row is explained', async ({
  page,
}) => {
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

  // Somebody else's in the trash are not the import's.
  const other = await makeProperty(page)
  await call(page, 'DELETE', `/api/properties/${other.id}`)
  await page.goto(address)
  await page.getByRole('button', { name: 'Undo the import of listings.csv' }).click()
  await page.getByRole('button', { name: 'Move 39 properties to the trash' }).click()
  await expect(page.getByText('Undone: 39 properties moved to the trash.')).toBeVisible()
  await page.getByRole('link', { name: 'Show the trash' }).click()
  await expect(page).toHaveURL(/trash=true/)
  await expect(page.locator('.total')).toHaveText('39 properties')
  await page.getByRole('link', { name: 'Feed' }).click()
  await expect(page.locator('.feed li').filter({ hasText: 'imported 39 properties' })).toHaveCount(1)
  await page.locator('.feed li').filter({ hasText: 'undid the import' }).getByRole('link').first().click()
  await expect(page.locator('.total')).toHaveText('39 properties')
  await page.goto(`${base}?q=${encodeURIComponent(city)}`)
  await expect(page.locator('.total')).toHaveText('0 properties')
})

test('a picture renamed to CSV is refused in plain words', async ({ page }) => {
  await page.goto(`${base}/import`)
  const buffer = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex')
  await page.getByLabel('Choose a file').first().setInputFiles({ name: 'photo.csv', mimeType: 'text/csv', buffer })
  await expect(page.getByRole('alert')).toContainText('This file was not taken')
})
