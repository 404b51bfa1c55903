import { expect, test } from '@playwright/test'
import { openAs, signIn } from './signIn.ts'

test('an address asked for before signing in is shown afterwards', async ({ page }) => {
  await signIn(page, 'admin@aegean.example', '/o/aegean-homes/clients?clientType=COMPANY')
  await expect(page).toHaveURL(/\/o\/aegean-homes\/clients\?clientType=COMPANY$/)
  await expect(page.getByRole('heading', { name: 'Clients' })).toBeVisible()
})

test('a wrong password is said, and the e-mail stays', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill('admin@aegean.example')
  await page.getByLabel('Password').fill('not this one')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toContainText('do not match')
  await expect(page.getByLabel('E-mail')).toHaveValue('admin@aegean.example')
})

test('signing in never leads to another site', async ({ page, baseURL }) => {
  for (const next of ['https://example.com/', '//example.com/', '/\\example.com']) {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
    await page.getByLabel('E-mail').fill('admin@aegean.example')
    await page.getByLabel('Password').fill('oikion-demo')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('navigation', { name: 'Menu' })).toBeVisible()
    expect(new URL(page.url()).origin).toBe(new URL(baseURL ?? page.url()).origin)
  }
})

test('the sign-in page is under 150 kB of script, the first list under 450 kB', async ({ page }) => {
  const scripts = () =>
    page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.endsWith('.js'))
        .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
    )
  await page.goto('/sign-in')
  await expect(page.getByLabel('E-mail')).toBeVisible()
  expect(await scripts()).toBeLessThan(150_000)
  await signIn(page, 'admin@aegean.example', '/sign-in')
  await expect(page.locator('tr[data-row-key]').first()).toBeVisible()
  expect(await scripts()).toBeLessThan(450_000)
})

test('an ended session asks for the password in place and then saves what was typed', async ({ page, context }) => {
  await openAs(page, 'admin@aegean.example', '/o/aegean-homes/clients/create')
  await page.getByLabel('Name').fill('Eleni Typed-Before')
  await page.getByLabel('E-mail', { exact: true }).fill('eleni@example.com')
  await context.clearCookies()
  await page.getByRole('button', { name: 'Create client' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Password').fill('oikion-demo')
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Eleni Typed-Before' })).toBeVisible()
})

test('an organization one does not belong to leads back to an own one, and says so', async ({ page }) => {
  await openAs(page, 'admin@aegean.example', '/o/ionian-estates/properties')
  await expect(page).toHaveURL(/\/o\/aegean-homes\/properties$/)
  await expect(page.getByText('You are not a member of “ionian-estates”')).toBeVisible()
})

test('a viewer sees no way to create, import or delete', async ({ page }) => {
  await openAs(page, 'viewer@aegean.example', '/o/aegean-homes/properties')
  await expect(page.locator('tr[data-row-key]').first()).toBeVisible()
  for (const name of ['New property', 'Import', 'Export', 'Trash']) {
    await expect(page.getByRole('button', { name })).toHaveCount(0)
  }
  await page.goto('/o/aegean-homes/properties/create')
  await expect(page.getByRole('heading', { name: 'Not allowed' })).toBeVisible()
})
