import { expect, test } from '@playwright/test'
import { openAs } from './signIn.ts'

/**
 * The README's «Add a resource in five minutes», seen in the browser: run against a copy of the project that has the
 * resource `E2E_NEW_RESOURCE` names, made from those lines alone. No screen was written for it.
 */
const list = `/o/aegean-homes/${process.env.E2E_NEW_RESOURCE}`

test('a resource added as the README says has its menu entry and all its screens', async ({ page }) => {
  await openAs(page, 'admin@aegean.example', '/o/aegean-homes/properties')
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Valuations' }).click()
  await expect(page).toHaveURL(list)
  await expect(page.getByText('Your valuations will stand here.')).toBeVisible()

  await page.locator('.empty-list').getByRole('button', { name: 'New valuation' }).click()
  await expect(page.locator('.ant-form-item')).toHaveCount(6)
  await page.getByLabel('Name').fill('Before the sale')
  await page.getByLabel('Property').fill('A-1202')
  await page.getByTitle('A-1202').click()
  await page.getByLabel('Method').fill('Income')
  await page.getByLabel('Method').press('Enter')
  await page.getByLabel('Amount').fill('187500')
  await page.getByLabel('Valued on').fill('31/01/2026')
  await page.getByLabel('Valued on').press('Enter')
  await page.getByLabel('Remarks').fill('Seen from the street only.')
  await page.getByRole('button', { name: 'Create valuation' }).click()

  await expect(page.getByRole('heading', { name: 'Before the sale' })).toBeVisible()
  const facts = page.locator('.facts')
  for (const value of ['A-1202', 'Income', '187,500 €', '31/01/2026', 'Seen from the street only.']) {
    await expect(facts).toContainText(value)
  }
  await expect(page.getByRole('complementary', { name: 'Timeline' })).toContainText('created this')

  await page.goto(list)
  await expect(page.locator('.total')).toHaveText('1 valuation')
  const row = page.locator('tbody tr.row')
  for (const value of ['Before the sale', 'A-1202', 'Income', '187,500 €']) await expect(row).toContainText(value)

  await page.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'For re-import (keys)' }).click(),
  ])
  let text = ''
  for await (const chunk of await download.createReadStream()) text += String(chunk)
  expect(text).toContain('Before the sale')
  expect(text).toContain('INCOME')
})
