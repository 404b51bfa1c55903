import { expect, test, type Page } from '@playwright/test'
import { openAs } from './signIn.ts'

const rows = (page: Page) => page.locator('tbody tr.row')
const total = (page: Page) => page.locator('.total')

test.beforeEach(async ({ page }) => {
  await openAs(page, 'admin@aegean.example', '/o/aegean-homes/properties')
  await expect(rows(page).first()).toBeVisible()
})

test('filters live in the address; back and reload bring them again', async ({ page }) => {
  const all = (await total(page).textContent()) ?? ''
  await page.getByRole('button', { name: 'Status' }).click()
  await page.getByRole('checkbox', { name: 'Active' }).check()
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/status=ACTIVE/)
  await expect(total(page)).not.toHaveText(all)
  const active = (await total(page).textContent()) ?? ''
  await page.reload()
  await expect(total(page)).toHaveText(active)
  await page.goBack()
  await expect(page).not.toHaveURL(/status=/)
  await expect(total(page)).toHaveText(all)
})

test('a price range keeps only what lies in it', async ({ page }) => {
  await page.getByRole('button', { name: 'Price', exact: true }).click()
  await page.getByLabel('From').fill('100000')
  await page.getByLabel('To', { exact: true }).fill('300000')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/listPrice_gte=100000&listPrice_lte=300000/)
  await expect(async () => {
    const prices = await rows(page).locator('td.figures', { hasText: '€' }).allInnerTexts()
    expect(prices.length).toBeGreaterThan(0)
    for (const price of prices) {
      const value = Number(price.replace(/[^\d.]/g, ''))
      expect(value).toBeGreaterThanOrEqual(100_000)
      expect(value).toBeLessThanOrEqual(300_000)
    }
  }).toPass({ timeout: 10_000 })
})

test('a range is read as people here write numbers', async ({ page }) => {
  await page.getByRole('button', { name: 'Price', exact: true }).click()
  await page.getByLabel('From').fill('200.000')
  await page.getByLabel('To', { exact: true }).fill('lots')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByRole('alert')).toHaveText('Must be a number')
  await page.getByLabel('To', { exact: true }).fill('300.000')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/listPrice_gte=200000&listPrice_lte=300000/)
})

test('opening a row and going back shows the list as it was', async ({ page }) => {
  await page.goto('/o/aegean-homes/properties?status=ACTIVE&sort=listPrice&page=2')
  await expect(rows(page).first()).toBeVisible()
  const before = await rows(page).first().getAttribute('data-row-key')
  await rows(page).first().locator('td').nth(3).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Timeline' })).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(/status=ACTIVE&sort=listPrice&page=2/)
  await expect(rows(page).first()).toHaveAttribute('data-row-key', before ?? '')
})

test('an address that cannot be read is cleaned with a word, not an error', async ({ page }) => {
  await page.goto('/o/aegean-homes/properties?status=NONSENSE&listPrice_gte=much&page=-4&bogus=1')
  await expect(page.getByText('could not be read')).toBeVisible()
  await expect(rows(page).first()).toBeVisible()
})

test('a search without a find offers to clear itself', async ({ page }) => {
  await page.keyboard.press('/')
  await page.keyboard.type('zzzz-no-such-thing')
  await expect(page.getByText('No properties match these filters.')).toBeVisible()
  await page.locator('.empty-list').getByRole('button', { name: 'Clear filters' }).click()
  await expect(rows(page).first()).toBeVisible()
})

test('the list can be worked by keyboard alone', async ({ page }) => {
  await page.keyboard.press('j')
  await expect(rows(page).nth(0)).toBeFocused()
  await page.keyboard.press('j')
  await expect(rows(page).nth(1)).toBeFocused()
  await page.keyboard.press('k')
  await page.keyboard.press('ArrowDown')
  await expect(rows(page).nth(1)).toBeFocused()
  await page.keyboard.press('x')
  await expect(page.getByText('1 property selected')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/properties\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeVisible()
  await page.keyboard.press('e')
  await expect(page).toHaveURL(/\/edit$/)
  await expect(page.getByRole('button', { name: 'Save' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/properties\/[0-9a-f-]{36}$/)
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await expect(page).toHaveURL(/\/clients$/)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible()
})

test('two tabs may be in two organizations', async ({ page, context }) => {
  const other = await context.newPage()
  await openAs(page, 'agent@aegean.example', '/o/aegean-homes/properties')
  await other.goto('/o/ionian-estates/properties')
  await expect(rows(page).first()).toBeVisible()
  await expect(rows(other).first()).toBeVisible()
  expect(await total(page).innerText()).not.toBe(await total(other).innerText())
  await expect(other).toHaveTitle('Properties · Ionian Estates')
})

test('the list downloads as filtered, with the columns on screen', async ({ page }) => {
  await page.goto('/o/aegean-homes/properties?status=ACTIVE')
  await expect(rows(page).first()).toBeVisible()
  const count = Number((await total(page).innerText()).replace(/\D/g, ''))
  await page.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'As shown (labels)' }).click(),
  ])
  const stream = await download.createReadStream()
  let text = ''
  for await (const chunk of stream) text += String(chunk)
  expect(text.trim().split('\r\n')).toHaveLength(count + 1)
})

test('a field that is empty can be asked for', async ({ page }) => {
  await page.getByRole('button', { name: 'Price', exact: true }).click()
  await page.getByRole('button', { name: 'Is empty' }).click()
  await expect(page).toHaveURL(/listPrice_null=true/)
  await expect(page.getByRole('button', { name: 'Price is empty' })).toBeVisible()
  await expect(rows(page).locator('td', { hasText: '€' })).toHaveCount(0)
  expect(await rows(page).count()).toBeGreaterThan(0)
})
