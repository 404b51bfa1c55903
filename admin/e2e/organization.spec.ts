import { expect, test, type Locator, type Page } from '@playwright/test'
import { call, newPerson, openAs } from './signIn.ts'

const owner = 'owner@aegean.example'

test('a token is made, shown once, works within its scopes, and stops when revoked', async ({ page, playwright }) => {
  await openAs(page, owner, '/o/aegean-homes/api-tokens')
  const name = `Website ${Math.random().toString(36).slice(2, 8)}`
  await page.getByRole('button', { name: 'New API token' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('checkbox', { name: 'Read: Properties' }).check()
  await expect(dialog.getByRole('checkbox', { name: 'Write: Properties' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Create token' }).click()
  const token = await page.getByTestId('token-secret').innerText()
  expect(token).toMatch(/^oik_.{43}$/)
  await expect(page.getByRole('dialog')).toContainText('curl')

  const program = await playwright.request.newContext({
    baseURL: new URL(page.url()).origin,
    extraHTTPHeaders: { Authorization: `Bearer ${token}` },
  })
  expect((await program.get('/api/properties?_end=1')).status()).toBe(200)
  expect((await program.get('/api/clients?_end=1')).status()).toBe(403)

  await page.getByRole('button', { name: 'I have copied it' }).click()
  await expect(page.getByText(token)).toHaveCount(0)
  await page.getByRole('button', { name: `Revoke ${name}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke token' }).click()
  await expect(page.getByText(`${name} revoked`)).toBeVisible()
  expect((await program.get('/api/properties?_end=1')).status()).toBe(401)
})

test('an owner sees the organization as an agent, can change nothing, and ends it', async ({ page }) => {
  await openAs(page, owner, '/o/aegean-homes/access')
  await page.getByRole('button', { name: 'View as Agent' }).click()
  await expect(page.getByText('You see Aegean Homes as Agent.')).toBeVisible()
  await expect(page.getByText('Ends in 30 min.')).toBeVisible()
  const menu = page.getByRole('navigation', { name: 'Menu' })
  await expect(menu.getByRole('link', { name: 'Settings' })).toHaveCount(0)
  const refused = await page.request.post('/api/clients', { data: { name: 'X', email: 'x@example.com' } })
  expect(refused.status()).toBe(403)
  await page.reload()
  await page.getByRole('button', { name: 'End', exact: true }).click()
  await expect(page.getByText('You see Aegean Homes as Agent.')).toHaveCount(0)
  await expect(menu.getByRole('link', { name: 'Settings' })).toBeVisible()
})

test('agents see only their own once the settings say so, and the matrix tells it', async ({ page, browser }) => {
  await openAs(page, owner, '/o/aegean-homes/settings')
  const agent = await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage()
  await openAs(agent, 'agent@aegean.example', '/o/aegean-homes/clients')
  const total = agent.locator('.total')
  await expect(total).toHaveText(/^\d+ clients$/)
  const all = Number.parseInt(await total.innerText(), 10)

  const clients = page.getByRole('radiogroup', { name: 'Agents see these clients' })
  await clients.getByText('Own or assigned').click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Aegean Homes saved')).toBeVisible()
  await agent.reload()
  await expect(total).toHaveText(/^\d+ clients$/)
  expect(Number.parseInt(await total.innerText(), 10)).toBeLessThan(all)

  await page.getByRole('link', { name: 'Access' }).click()
  await expect(page.getByRole('cell', { name: 'Own or assigned' }).first()).toBeVisible()
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await clients.getByText('All', { exact: true }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Unsaved changes')).toHaveCount(0)
})

test('a new address is followed, also by what others had open', async ({ page, browser }) => {
  await openAs(page, owner, '/')
  const { id, slug } = await call<{ id: string; slug: string }>(page, 'POST', '/api/organizations', {
    name: `Moving ${Math.random().toString(36).slice(2, 8)}`,
  })
  const second = await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage()
  await openAs(second, owner, `/o/${slug}/clients`)
  await page.goto(`/o/${slug}/settings`)
  await page.getByLabel('Address').fill(`${slug}-new`)
  await expect(page.getByText('All links change.')).toBeVisible()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page).toHaveURL(new RegExp(`/o/${slug}-new/settings$`))

  await second.clock.install()
  await second.clock.fastForward(60_000)
  await second.evaluate(() => dispatchEvent(new Event('focus')))
  await expect(second).toHaveURL(new RegExp(`/o/${slug}-new/clients$`))
  expect(id).toBeTruthy()
})

test('settings changed by two are not overwritten', async ({ page }) => {
  await openAs(page, owner, '/o/aegean-homes/settings')
  await page.getByLabel('Name').fill('Aegean Homes A.E.')
  const { id } = await organizationOf(page)
  await call(page, 'PATCH', `/api/organizations/${id}`, { settings: { language: 'en' } })
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('alert')).toContainText('Somebody else has changed these settings meanwhile')
  await page.getByRole('button', { name: 'Show theirs' }).click()
  await expect(page.getByLabel('Name')).toHaveValue('Aegean Homes')
  await call(page, 'PATCH', `/api/organizations/${id}`, { settings: { language: 'el' } })
})

test('a deleted organization is gone at once and comes back from the switcher', async ({ page }) => {
  await openAs(page, owner, '/')
  const name = `Short-lived ${Math.random().toString(36).slice(2, 8)}`
  const { slug } = await call<{ slug: string }>(page, 'POST', '/api/organizations', { name })
  await page.goto(`/o/${slug}/settings`)
  const archive = new RegExp(`^${name} \\d{4}-\\d\\d-\\d\\d\\.zip$`)
  expect(await taken(page, page.getByRole('link', { name: 'Download everything' }))).toMatch(archive)
  await page.getByRole('button', { name: 'Delete organization' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('its 1 member')
  expect(await taken(page, dialog.getByRole('link', { name: 'Everything as one file' }))).toMatch(archive)
  expect(await taken(page, dialog.getByRole('link', { name: 'Export Properties' }))).toMatch(/^Properties .*\.csv$/)
  const confirm = dialog.getByRole('button', { name: `Delete ${name}` })
  await expect(confirm).toBeDisabled()
  await dialog.getByLabel(`Type ${name} to confirm`).fill(name)
  await confirm.click()
  await expect(page.getByText(`${name} was deleted`)).toBeVisible()
  await expect(page).toHaveURL(/eleni-mavridou/)
  await expect(page.getByText('You are no longer in')).toHaveCount(0)

  await page.locator('.side .switcher').click()
  await page.getByRole('button', { name: `Restore ${name}` }).click()
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/`))
})

/** The name of the whole file behind a link. */
async function taken(page: Page, link: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect(await download.failure()).toBeNull()
  return download.suggestedFilename()
}

async function organizationOf(page: Page): Promise<{ id: string }> {
  const me = (await (await page.request.get('/api/auth/me')).json()) as {
    memberships: { organization: { id: string; slug: string } }[]
  }
  const mine = me.memberships.find(({ organization }) => organization.slug === 'aegean-homes')
  return { id: mine?.organization.id ?? '' }
}

test('in a personal workspace, a page for several people says that it is', async ({ page }) => {
  await newPerson(page)
  await page.goto('/')
  await expect(page.getByRole('navigation', { name: 'Menu' })).toBeVisible()
  const slug = /\/o\/([^/]+)/.exec(page.url())?.[1] ?? ''
  await page.goto(`/o/${slug}/members`)
  await expect(page.getByRole('heading', { name: 'Not in a personal workspace' })).toBeVisible()
  await expect(page.getByText('nobody but you works here')).toBeVisible()
})
