import { expect, test } from '@playwright/test'
import { goodPassword, mailed, newAddress, newPerson, openAs, signIn, typePassword } from './signIn.ts'

test('an address asked for before signing in is shown afterwards', async ({ page }) => {
  await signIn(page, 'admin@aegean.example', '/o/aegean-homes/clients?clientType=COMPANY')
  await expect(page).toHaveURL(/\/o\/aegean-homes\/clients\?clientType=COMPANY$/)
  await expect(page.getByRole('heading', { name: 'Clients' })).toBeVisible()
})

test('a wrong password is said, and the e-mail stays', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill('admin@aegean.example')
  await page.getByLabel('Password', { exact: true }).fill('not this one')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toContainText('do not match')
  await expect(page.getByLabel('E-mail')).toHaveValue('admin@aegean.example')
})

test('signing in never leads to another site', async ({ page, baseURL }) => {
  for (const next of [
    'https://example.com/',
    '//example.com/',
    '/\\example.com',
    '/.//example.com',
    '/\t/example.com',
  ]) {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
    await page.getByLabel('E-mail').fill('admin@aegean.example')
    await page.getByLabel('Password', { exact: true }).fill('oikion-demo')
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
  await page.goto('/o/aegean-homes/properties')
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
  await dialog.getByLabel('Password', { exact: true }).fill('oikion-demo')
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Eleni Typed-Before' })).toBeVisible()
})

test('an organization one does not belong to leads back to an own one, and says so', async ({ page }) => {
  await openAs(page, 'admin@aegean.example', '/o/ionian-estates/properties')
  await expect(page).toHaveURL(/\/o\/aegean-homes\/dashboard$/)
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

test('a new account is made by the mailed link, and only once its button is pressed', async ({ page }) => {
  const email = newAddress()
  await page.goto('/sign-up')
  await page.getByLabel('Your name').fill('Maria Testou')
  await page.getByLabel('E-mail').fill(email)
  await expect(page.getByLabel('Password', { exact: true })).toHaveCount(0)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible()
  await expect(page.getByText(email)).toBeVisible()

  const calls: string[] = []
  page.on('request', (request) => calls.push(request.method()))
  await page.goto(await mailed(page, email, 'sign-up'))
  await expect(page).toHaveURL(/\/confirm-sign-up$/)
  await expect(page.getByRole('button', { name: 'Finish and sign in' })).toBeVisible()
  expect(calls).not.toContain('POST')
  const password = page.getByLabel('Password', { exact: true })
  await password.fill('password123')
  await page.getByRole('button', { name: 'Finish and sign in' }).click()
  await expect(page.getByText('Is too easy to guess')).toBeVisible()
  await expect(password).toBeFocused()
  await password.fill(goodPassword)
  await page.getByRole('button', { name: 'Finish and sign in' }).click()
  await expect(page.getByRole('navigation', { name: 'Menu' })).toBeVisible()
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await typePassword(page, email)
  await expect(page.getByRole('navigation', { name: 'Menu' })).toBeVisible()
})

test('a mailed link signs in once, goes on where one was, and says when it is used up', async ({ page, context }) => {
  await page.goto('/o/aegean-homes/clients')
  await page.getByRole('link', { name: 'Send me a link instead' }).click()
  await page.getByLabel('E-mail').fill('agent@aegean.example')
  await page.getByRole('button', { name: 'Send me the link' }).click()
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible()

  const link = await mailed(page, 'agent@aegean.example', 'magic-link')
  const tab = await context.newPage()
  await tab.goto(link)
  await tab.getByRole('button', { name: 'Sign in' }).click()
  await expect(tab).toHaveURL(/\/o\/aegean-homes\/clients$/)
  await tab.goto(link)
  await tab.getByRole('button', { name: 'Sign in' }).click()
  await expect(tab.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
  await tab.getByRole('link', { name: 'Have a new link sent' }).click()
  await expect(tab.getByRole('button', { name: 'Send me the link' })).toBeVisible()
})

test('a forgotten password is replaced by mail, and the old one is worth nothing', async ({ page }) => {
  const email = await newPerson(page)
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Send me the link' }).click()
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible()

  await page.goto(await mailed(page, email, 'password-reset'))
  await page.getByLabel('New password', { exact: true }).fill('nine yellow kites rise')
  await page.getByRole('button', { name: 'Set password' }).click()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await typePassword(page, email)
  await expect(page.getByRole('alert')).toContainText('do not match')
  await typePassword(page, email, 'nine yellow kites rise')
  await expect(page.getByRole('navigation', { name: 'Menu' })).toBeVisible()
})

test('pages of mailed links opened without one say so, and how to get one', async ({ page }) => {
  for (const path of ['/reset-password', '/confirm-sign-up', '/confirm-email']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
    await expect(page.getByRole('navigation').getByRole('link').first()).toBeVisible()
  }
  await page.goto('/invitation#nonsense')
  await expect(page.getByRole('heading', { name: 'This invitation is not known' })).toBeVisible()
})
