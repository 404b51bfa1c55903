import { expect, test, type Browser, type Page } from '@playwright/test'
import type { TFunction } from 'i18next'
import { call, newPerson, openAs } from './signIn.ts'
import { textsIn } from './texts.ts'

const owner = 'owner@aegean.example'
const some = () => Math.random().toString(36).slice(2, 8)

test.beforeEach(async ({ page }) => openAs(page, owner, '/'))

for (const locale of ['en', 'el'] as const) {
  test(`a person signs up, makes an organization, invites; one joins, changes role, and is removed: the open tab says so (${locale})`, async ({
    browser,
    baseURL,
  }) => {
    test.setTimeout(90_000)
    const t = await textsIn(locale)
    const context = await browser.newContext({ baseURL, locale })
    const page = await context.newPage()
    const owner = await newPerson(page, locale)
    await page.goto('/')
    const name = `Πρακτορείο ${some()}`
    await makeOrganization(page, name, t)
    await expect(page.getByRole('heading', { name: t('organization.pages.members') })).toBeVisible()

    const [email, other] = [`agent-${some()}@example.com`, `other-${some()}@example.com`]
    await invite(page, `${email}, ${other} ${owner}`, t)
    const answer = page.getByRole('dialog')
    await expect(answer.locator('.outcome-refused')).toContainText(owner)
    await answer.getByRole('button', { name: t('invitations.done') }).click()
    await page.getByRole('link', { name: t('members.tabs.invitations'), exact: true }).click()
    await expect(page.getByText(t('invitations.daysLeft', { count: 7 }))).toHaveCount(2)

    const colleague = await joinByMail(browser, page, { email, name: 'Άννα Νέα', locale }, t)
    const add = colleague.getByRole('button', { name: t('list.new', { name: words[locale].property }) })
    await expect(add.first()).toBeVisible()

    await page
      .getByRole('link', { name: t('members.tabs.members'), exact: true })
      .last()
      .click()
    await page.reload()
    const viewer = words[locale].viewer
    await page.getByRole('combobox', { name: t('members.roleOf', { name: 'Άννα Νέα' }) }).press('Enter')
    await page.locator('.ant-select-item-option', { hasText: viewer }).click()
    await expect(page.getByText(t('members.roleChanged', { name: 'Άννα Νέα', role: viewer }))).toBeVisible()
    await comeBackTo(colleague)
    await expect(add).toHaveCount(0)

    await page.getByRole('button', { name: t('members.menuOf', { name: 'Άννα Νέα' }) }).click()
    await page.getByRole('menuitem', { name: t('members.remove') }).click()
    const removal = page.getByRole('dialog').getByRole('button', { name: t('members.removeOk', { name: 'Άννα Νέα' }) })
    await removal.click()
    await expect(page.getByText(t('members.removed', { name: 'Άννα Νέα' }))).toBeVisible()

    // Their open tab hears of it by itself, or with the next thing they do.
    await expect(colleague.getByText(t('organization.lost', { name }))).toBeVisible()
    await expect(colleague).not.toHaveURL(new RegExp(new URL(page.url()).pathname.split('/')[2] ?? ''))

    await page.getByRole('link', { name: t('members.tabs.former') }).click()
    await expect(page.getByText(email)).toBeVisible()
    await context.close()
  })
}

const words = {
  en: { property: 'property', properties: 'Properties', viewer: 'Viewer' },
  el: { property: 'ακίνητο', properties: 'Ακίνητα', viewer: 'Αναγνώστης' },
}

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
  await invite(page, email, await textsIn('en'))
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

async function makeOrganization(page: Page, name: string, t: TFunction): Promise<void> {
  await page.locator('.side .switcher').click()
  await page.getByRole('button', { name: t('organization.new') }).click()
  const dialog = page.getByRole('dialog', { name: t('organization.new') })
  await dialog.getByLabel(t('organization.name')).fill(name)
  await dialog.getByRole('button', { name: t('organization.make') }).click()
  await expect(page).toHaveURL(/\/o\/praktoreio-\w+\/members$/)
}

async function invite(page: Page, addresses: string, t: TFunction): Promise<void> {
  await page.getByRole('button', { name: t('invitations.invite') }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(t('invitations.emails')).fill(addresses)
  await dialog.getByLabel(t('invitations.emails')).press('Enter')
  await dialog.getByRole('button', { name: /\d/ }).last().click()
}

interface Joining {
  email: string
  name: string
  locale: 'en' | 'el'
}

/** Signs up by the invitation mailed to an address, in a browser of one's own; the tab is left on the properties. */
async function joinByMail(browser: Browser, page: Page, { email, name, locale }: Joining, t: TFunction): Promise<Page> {
  const mails = await page.request.get(`/dev/mails.json?to=${encodeURIComponent(email)}`)
  const [mail] = (await mails.json()) as { link: string }[]
  const link = new URL(mail?.link ?? '')
  const context = await browser.newContext({ baseURL: new URL(page.url()).origin, locale })
  const joined = await context.newPage()
  await joined.goto(link.pathname + link.hash)
  await joined.getByLabel(t('signUp.name')).fill(name)
  await joined.getByLabel(t('signIn.password')).first().fill('a plain long sentence')
  await joined.getByRole('button', { name: t('invitation.signUpAndJoin') }).click()
  const menu = joined.getByRole('navigation', { name: t('frame.menu') })
  await menu.getByRole('link', { name: words[locale].properties }).click()
  await expect(joined.getByRole('heading', { name: words[locale].properties })).toBeVisible()
  return joined
}

/** What the browser tells a tab that somebody returns to, a while later. */
async function comeBackTo(page: Page): Promise<void> {
  await page.clock.install()
  await page.clock.fastForward(60_000)
  await page.evaluate(() => dispatchEvent(new Event('focus')))
}
