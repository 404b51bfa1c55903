import { expect, test, type Page } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { goodPassword, mailed, newAddress, newPerson, typePassword } from './signIn.ts'

/** A code counts once, so each one after the first is of the next half minute. */
const codeOf = (secret: string, later = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + later * 30_000 })

/** Sets the second factor up on the security page; answers the secret and the recovery codes. */
async function setUpSecondFactor(page: Page) {
  await page.getByRole('button', { name: 'Set up the second factor' }).click()
  await page.getByRole('dialog').getByLabel('Your password').fill(goodPassword)
  await page.getByRole('dialog').getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible()
  const secret = (await page.locator('.factor-setup code').innerText()).replaceAll(/\s/g, '')
  await page.getByLabel('Six-digit code').fill('000000')
  await page.getByRole('button', { name: 'Turn on' }).click()
  await expect(page.getByText('Is wrong', { exact: false })).toBeVisible()
  await page.getByLabel('Six-digit code').fill(codeOf(secret))
  await page.getByRole('button', { name: 'Turn on' }).click()
  const codes = page.getByRole('list', { name: 'Keep these recovery codes' }).getByRole('listitem')
  await expect(codes).toHaveCount(10)
  return { secret, recoveryCodes: await codes.allInnerTexts() }
}

test('with a second factor, signing in asks for a code, or for a recovery code that works once', async ({
  page,
  context,
}) => {
  const email = await newPerson(page)
  await page.goto('/account/security')
  const { secret, recoveryCodes } = await setUpSecondFactor(page)
  await page.getByRole('button', { name: 'I have kept them' }).click()
  await expect(page.getByRole('button', { name: 'Remove second factor' })).toBeVisible()

  await context.clearCookies()
  await page.goto('/sign-in?next=/account/devices')
  await typePassword(page, email)
  await page.getByLabel('Six-digit code').fill('000000')
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText('This code is not right')).toBeVisible()
  await page.getByLabel('Six-digit code').fill(codeOf(secret, 1))
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page).toHaveURL('/account/devices')
  await expect(page.getByText('This device')).toBeVisible()

  for (const isFirst of [true, false]) {
    await context.clearCookies()
    await page.goto('/sign-in')
    await typePassword(page, email)
    await page.getByRole('button', { name: 'Use a recovery code' }).click()
    await page.getByLabel('Recovery code').fill(recoveryCodes[0] ?? '')
    await page.getByRole('button', { name: 'Go on' }).click()
    if (isFirst) await expect(page.getByRole('navigation', { name: 'Menu' })).toBeVisible()
    else await expect(page.getByText('This is none of your recovery codes')).toBeVisible()
  }
})

test('an ended session asks for the second factor too, and loses nothing typed', async ({ page, context }) => {
  await newPerson(page)
  await page.goto('/account/security')
  const { secret } = await setUpSecondFactor(page)
  await page.goto('/account/profile')
  await page.getByLabel('Name').fill('Maria Typed-Before')
  await context.clearCookies()
  await page.getByRole('button', { name: 'Save' }).click()
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  await dialog.getByLabel('Password', { exact: true }).fill(goodPassword)
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await dialog.getByLabel('Six-digit code').fill(codeOf(secret, 1))
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText('Saved')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Name')).toHaveValue('Maria Typed-Before')
})

test('another device is listed, and signed out from here', async ({ page, browser, baseURL }) => {
  const email = await newPerson(page)
  const context = await browser.newContext({ baseURL })
  const other = await context.newPage()
  await other.goto('/sign-in')
  await typePassword(other, email)
  await expect(other.getByRole('navigation', { name: 'Menu' })).toBeVisible()

  await page.goto('/account/devices')
  const devices = page.locator('.devices li')
  await expect(devices).toHaveCount(2)
  await expect(devices.first()).toContainText('This device')
  await devices.last().getByRole('button').click()
  await expect(devices).toHaveCount(1)
  await other.goto('/')
  await expect(other.getByRole('heading', { name: 'Sign in to Oikion' })).toBeVisible()
  await context.close()
})

test('a new address counts once its mailed link is opened', async ({ page }) => {
  const email = await newPerson(page)
  const address = newAddress()
  await page.goto('/account/profile')
  await page.getByLabel('New address').fill(address)
  await page.getByLabel('Your password').fill('not this one')
  await page.getByRole('button', { name: 'Change address' }).click()
  await expect(page.getByText('Is wrong')).toBeVisible()
  await page.getByLabel('Your password').fill(goodPassword)
  await page.getByRole('button', { name: 'Change address' }).click()
  await expect(page.getByText(`A link is on its way to ${address}`)).toBeVisible()
  await expect(page.getByText(`You sign in with ${email}.`, { exact: true })).toBeVisible()
  await page.goto(await mailed(page, address, 'email-change'))
  await page.getByRole('button', { name: 'Use this address' }).click()
  await page.getByRole('link', { name: 'Go to your account' }).click()
  await expect(page.getByText(`You sign in with ${address}.`, { exact: true })).toBeVisible()
})

test('a changed password keeps this device signed in and is the one that counts', async ({ page, context }) => {
  const email = await newPerson(page)
  await page.goto('/account/security')
  await page.getByLabel('Your password').fill(goodPassword)
  await page.getByLabel('New password').fill('nine yellow kites rise')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('Password changed')).toBeVisible()
  await page.goto('/account/devices')
  await expect(page.getByText('This device')).toBeVisible()
  await context.clearCookies()
  await page.goto('/sign-in')
  await typePassword(page, email, 'nine yellow kites rise')
  await expect(page.getByRole('navigation', { name: 'Menu' })).toBeVisible()
})

test('an account is deleted after typing its address and the password', async ({ page }) => {
  const email = await newPerson(page)
  await page.goto('/account/delete')
  const taken = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download everything of “Maria Testou”' }).click()
  expect((await taken).suggestedFilename()).toMatch(/\.zip$/)
  await page.getByLabel('to confirm').fill('somebody@example.com')
  await page.getByLabel('Your password').fill(goodPassword)
  await page.getByRole('button', { name: 'Delete account for good' }).click()
  await expect(page.getByText('This is not your address')).toBeVisible()
  await page.getByLabel('to confirm').fill(email)
  await page.getByRole('button', { name: 'Delete account for good' }).click()
  await expect(page.getByText('Your account has been deleted.')).toBeVisible()
  await typePassword(page, email)
  await expect(page.getByRole('alert')).toContainText('do not match')
})

test('the account is reached from the person menu and leads back to the screen one came from', async ({ page }) => {
  await newPerson(page)
  await page.goto('/')
  await page.getByRole('button', { name: /account and appearance/ }).click()
  const from = page.url()
  await page.getByRole('menuitem', { name: 'Your account' }).click()
  await expect(page).toHaveURL(/\/account\/profile$/)
  await page.getByRole('link', { name: 'Security' }).click()
  await page.getByRole('link', { name: /^Back to/ }).click()
  await expect(page).toHaveURL(from)
})

interface Organization {
  id: string
  slug: string
}

test('an organization that wants a second factor leads to setting it up, and back in', async ({ page }) => {
  await newPerson(page)
  const made = await page.request.post('/api/organizations', { data: { name: 'Careful Homes' } })
  const { id, slug } = (await made.json()) as Organization
  const data = { settings: { requireSecondFactor: true } }
  expect((await page.request.patch(`/api/organizations/${id}`, { data })).ok()).toBe(true)

  await page.goto(`/o/${slug}/clients?clientType=COMPANY`)
  await expect(page.getByRole('heading', { name: 'A second factor is needed' })).toBeVisible()
  await page.getByRole('button', { name: 'Set up the second factor' }).click()
  // The screen before has a button of the same name.
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await setUpSecondFactor(page)
  await page.getByRole('button', { name: 'Kept, go on to Careful Homes' }).click()
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/clients\\?clientType=COMPANY$`))
  await expect(page.getByRole('heading', { name: 'Clients' })).toBeVisible()
})

test('an invitation opened under another account says so, and leads to the right one', async ({ page }) => {
  const inviter = await newPerson(page)
  const made = await page.request.post('/api/organizations', { data: { name: 'Hill Houses' } })
  const { id, slug } = (await made.json()) as Organization
  const email = newAddress()
  const headers = { 'X-Organization-Id': id }
  const data = { emails: [email], role: 'AGENT' }
  expect((await page.request.post('/api/invitations', { headers, data })).status()).toBe(201)

  const link = await mailed(page, email, 'invitation')
  await page.goto(link)
  await expect(page).toHaveURL(/\/invitation$/)
  await expect(page.getByText('invites you to Hill Houses as agent')).toBeVisible()
  await expect(page.getByText(`This invitation is for ${email}, and you are signed in as ${inviter}.`)).toBeVisible()
  await page.getByRole('button', { name: 'Sign out and continue' }).click()
  await expect(page.getByLabel('E-mail')).toHaveValue(email)
  await page.getByLabel('Your name').fill('Nikos Testos')
  await page.getByLabel('Password', { exact: true }).fill(goodPassword)
  await page.getByRole('button', { name: 'Create account and join' }).click()
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/`))
  await expect(page.getByRole('navigation', { name: 'Menu' })).toBeVisible()

  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'This invitation has been accepted' })).toBeVisible()
})
