import { expect, test, type Page } from '@playwright/test'
import { call, makeProperty, openAs } from './signIn.ts'

const home = '/o/aegean-homes/dashboard'
const total = async (page: Page) => Number((await page.locator('.total').innerText()).replace(/\D/g, ''))
const countIn = (text: string) => Number(/([\d,]+)\+?$/.exec(text)?.[1]?.replaceAll(',', ''))

test('the dashboard is an organization’s first screen; a number, a bar and a sum open the list of just that many', async ({
  page,
}) => {
  await openAs(page, 'admin@aegean.example', '/o/aegean-homes')
  await expect(page).toHaveURL(new RegExp(`${home}$`))
  await expect(page).toHaveTitle('Dashboard · Aegean Homes')

  const numbers = [
    page.getByRole('table', { name: 'Stock by status' }).getByRole('link', { name: /^Active: / }),
    page.getByRole('region', { name: 'Age of active properties' }).getByRole('link', { name: /31–90/ }),
    page
      .getByRole('region', { name: 'Properties by month' })
      .getByRole('link', { name: /Sold: / })
      .first(),
  ]
  for (const number of numbers) {
    const count = countIn((await number.getAttribute('aria-label')) ?? '')
    expect(count).toBeGreaterThan(0)
    await number.focus()
    await page.keyboard.press('Enter')
    await expect(page.locator('tr[data-row-key]').first()).toBeVisible()
    await expect.poll(() => total(page)).toBe(count)
    await expect(page.getByText('could not be read')).toHaveCount(0)
    await page.goBack()
    await expect(number).toBeVisible()
  }
})

test('bars can be read as a table; tasks are completed from here', async ({ page }) => {
  await openAs(page, 'admin@aegean.example')
  const title = `Call ${Math.random().toString(36).slice(2, 8)}`
  const { memberships } = (await (await page.request.get('/api/auth/me')).json()) as {
    memberships: { memberId: string; organization: { slug: string } }[]
  }
  const assigneeId = memberships.find(({ organization }) => organization.slug === 'aegean-homes')?.memberId
  await call(page, 'POST', '/api/tasks', { title, assigneeId, dueAt: new Date(Date.now() - 86_400_000).toISOString() })
  await page.goto(home)
  const mine = page.getByRole('region', { name: 'My tasks' })
  const overdue = mine.getByRole('link', { name: /Overdue$/ })
  await expect(overdue).toHaveText(/[1-9]/)
  await mine.getByRole('checkbox', { name: new RegExp(title) }).click()
  await expect(mine.getByText(title)).toHaveCount(0)
  await page.getByRole('button', { name: 'Properties by month as a table' }).click()
  await expect(page.getByRole('table', { name: 'Properties by month' }).getByRole('row')).toHaveCount(13)
})

test('a bar that grows while it has the focus keeps it', async ({ page }) => {
  await openAs(page, 'admin@aegean.example', home)
  const bar = page.getByRole('region', { name: 'Age of active properties' }).getByRole('link', { name: /^0–30/ })
  await bar.focus()
  const before = countIn((await bar.getAttribute('aria-label')) ?? '')
  const { id } = await makeProperty(page)
  await call(page, 'PATCH', `/api/properties/${id}`, { status: 'ACTIVE', livingArea: 80, energyClass: 'B' })
  await call(page, 'POST', '/api/tasks', { title: `Call ${Math.random().toString(36).slice(2, 8)}` })
  await expect.poll(async () => countIn((await bar.getAttribute('aria-label')) ?? '')).toBeGreaterThan(before)
  await expect(bar).toBeFocused()
})
