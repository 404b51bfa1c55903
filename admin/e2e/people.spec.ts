import { expect, test, type Browser, type Page } from '@playwright/test'
import { call, openAs } from './signIn.ts'

const owner = 'owner@aegean.example'
const some = () => Math.random().toString(36).slice(2, 8)

test.beforeEach(async ({ page }) => openAs(page, owner, '/'))

test('an organization is made, people are invited, one joins, changes role, and is removed: the open tab says so', async ({
  page,
  browser,
}) => {
  test.setTimeout(90_000)
  const name = `Πρακτορείο ${some()}`
  await makeOrganization(page, name)
  await expect(page.getByRole('heading', { name: 'Members' })).toBeVisible()
  await expect(page.getByText('you', { exact: true })).toBeVisible()

  const [email, other] = [`agent-${some()}@example.com`, `other-${some()}@example.com`]
  await invite(page, `${email}, ${other} ${owner}`)
  const answer = page.getByRole('dialog')
  await expect(answer.getByText('2 invitations sent')).toBeVisible()
  await expect(answer.locator('.outcome-refused')).toContainText(owner)
  await answer.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('link', { name: 'Invitations' }).click()
  await expect(page.getByText('7 days left')).toHaveCount(2)

  const colleague = await joinByMail(browser, page, email, 'Άννα Νέα')
  await expect(colleague.getByRole('button', { name: 'New property' }).first()).toBeVisible()

  await page.getByRole('link', { name: 'Members', exact: true }).last().click()
  await page.reload()
  await chooseRole(page, 'Άννα Νέα', 'Viewer')
  await expect(page.getByText('Άννα Νέα is now Viewer')).toBeVisible()
  await comeBackTo(colleague)
  await expect(colleague.getByRole('button', { name: 'New property' })).toHaveCount(0)

  await page.getByRole('button', { name: 'Actions for Άννα Νέα' }).click()
  await page.getByRole('menuitem', { name: 'Hand over and remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove Άννα Νέα' }).click()
  await expect(page.getByText('Άννα Νέα was removed')).toBeVisible()

  // The next thing the other does in the tab that is still open.
  await colleague.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Clients' }).click()
  await expect(colleague.getByText(`You are no longer in ${name}`)).toBeVisible()
  await expect(colleague.getByRole('heading', { name: 'Properties' })).toBeVisible()
  await expect(colleague).not.toHaveURL(new RegExp(new URL(page.url()).pathname.split('/')[2] ?? ''))

  await page.getByRole('link', { name: 'Former members' }).click()
  await expect(page.getByText(email)).toBeVisible()
})

test('assigned work is counted and handed over with the removal', async ({ page }) => {
  await page.goto('/o/aegean-homes/members')
  await page.getByRole('button', { name: 'Actions for Δέσποινα Χατζή' }).click()
  await page.getByRole('menuitem', { name: 'Hand over and remove' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(/Assigned to this member: \d+ /)
  await dialog.getByRole('combobox', { name: 'Choose a colleague' }).click()
  await page.getByTitle('Κατερίνα Ρήγα').click()
  await dialog.getByRole('button', { name: 'Hand over and remove' }).click()
  await expect(page.getByText('Δέσποινα Χατζή was removed')).toBeVisible()
  await expect(page.getByText(/Κατερίνα Ρήγα now has \d+ /)).toBeVisible()
  await expect(page.getByRole('table').getByText('Δέσποινα Χατζή')).toHaveCount(0)

  // What the former member made is still told under the name.
  const [former] = await call<{ id: string }[]>(page, 'GET', '/api/members?_trash=true&q=Δέσποινα')
  await page.goto(`/o/aegean-homes/activities?createdBy=${former?.id}`)
  await expect(page.getByRole('row').getByText('(former member)').first()).toBeVisible()
})

test('an invitation can be sent again, its link copied, and cancelled', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const email = `again-${some()}@example.com`
  await page.goto('/o/aegean-homes/members/invitations')
  await invite(page, email)
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
  const act = async (name: string) => {
    await page.getByRole('button', { name: `Actions for ${email}` }).click()
    await page.getByRole('menuitem', { name }).click()
  }
  await act('Send again')
  await expect(page.getByText(`Invitation sent again to ${email}`)).toBeVisible()
  await act('Copy link')
  await expect(page.getByText('Link copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('/invitation#')
  await act('Cancel invitation')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel invitation' }).click()
  await expect(page.getByText(`Invitation to ${email} cancelled`)).toBeVisible()
  await expect(page.getByRole('button', { name: `Actions for ${email}` })).toHaveCount(0)
})

test('an administrator is offered no role above agent, and owners are out of reach', async ({ page }) => {
  await openAs(page, 'admin@aegean.example', '/o/aegean-homes/members')
  await expect(page.getByRole('combobox', { name: 'Role of Ελένη Μαυρίδου' })).toHaveCount(0)
  await page.getByRole('combobox', { name: 'Role of Θοδωρής Βλάχος' }).press('Enter')
  await expect(page.locator('.ant-select-item-option')).toHaveText(['Agent', 'Viewer'])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Invite people' }).click()
  await expect(page.getByRole('dialog').getByRole('radio')).toHaveCount(2)
  await expect(page.getByRole('dialog')).toContainText('delete (own)')
})

async function makeOrganization(page: Page, name: string): Promise<void> {
  await page.locator('.side .switcher').click()
  await page.getByRole('button', { name: 'New organization' }).click()
  const dialog = page.getByRole('dialog', { name: 'New organization' })
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Create organization' }).click()
  await expect(page).toHaveURL(/\/o\/praktoreio-\w+\/members$/)
}

async function invite(page: Page, addresses: string): Promise<void> {
  await page.getByRole('button', { name: 'Invite people' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('E-mail addresses').fill(addresses)
  await dialog.getByLabel('E-mail addresses').press('Enter')
  await dialog.getByRole('button', { name: /^Send \d/ }).click()
}

async function chooseRole(page: Page, name: string, role: string): Promise<void> {
  await page.getByRole('combobox', { name: `Role of ${name}` }).press('Enter')
  await page.locator('.ant-select-item-option', { hasText: role }).click()
}

/** Signs up by the invitation mailed to an address, in a browser of one's own; the tab is left on the properties. */
async function joinByMail(browser: Browser, page: Page, email: string, name: string): Promise<Page> {
  const mails = await page.request.get(`/dev/mails.json?to=${encodeURIComponent(email)}`)
  const [mail] = (await mails.json()) as { link: string }[]
  const link = new URL(mail?.link ?? '')
  const context = await browser.newContext({ baseURL: new URL(page.url()).origin })
  const joined = await context.newPage()
  await joined.goto(link.pathname + link.hash)
  await joined.getByLabel('Name').fill(name)
  await joined.getByLabel('Password').first().fill('a plain long sentence')
  await joined.getByRole('button', { name: /join/i }).click()
  await joined.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Properties' }).click()
  await expect(joined.getByRole('heading', { name: 'Properties' })).toBeVisible()
  return joined
}

/** What the browser tells a tab that somebody returns to, a while later. */
async function comeBackTo(page: Page): Promise<void> {
  await page.clock.install()
  await page.clock.fastForward(60_000)
  await page.evaluate(() => dispatchEvent(new Event('focus')))
}
