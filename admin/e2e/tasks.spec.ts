import { expect, test, type Page } from '@playwright/test'
import { call, openAs, organization } from './signIn.ts'

const some = () => Math.random().toString(36).slice(2, 8)
const address = `/o/${organization}`

test('a task given to a colleague rings their bell, is completed with a way back, and stands in the calendar', async ({
  page,
  browser,
}) => {
  const title = `Κλειδιά ${some()}`
  await openAs(page, 'owner@aegean.example', `${address}/tasks`)
  const [agent] = await call<{ id: string; name: string }[]>(page, 'GET', '/api/members?q=agent@aegean.example')
  const name = agent?.name ?? ''

  await expect(page.getByPlaceholder('What is to be done?')).toBeVisible()
  await page.keyboard.press('c')
  await expect(page.getByPlaceholder('What is to be done?')).toBeFocused()
  await page.keyboard.type(title)
  await page.getByRole('textbox', { name: 'Due' }).click()
  await page.getByText('Tomorrow, 9:00').click()
  await page.getByRole('combobox', { name: 'Assignee' }).press('Enter')
  await page.locator('.ant-select-item-option', { hasText: name }).click()
  await page.getByRole('button', { name: 'Add task' }).click()
  await expect(page.getByText(`“${title}” added`)).toBeVisible()
  await expect(page.getByPlaceholder('What is to be done?')).toHaveValue('')
  await page
    .getByRole('navigation', { name: 'Views of the tasks' })
    .getByRole('link', { name: /^All \d/ })
    .click()
  await expect(page.getByRole('link', { name: title })).toBeVisible()

  const colleague = await (await browser.newContext({ baseURL: new URL(page.url()).origin })).newPage()
  await openAs(colleague, 'agent@aegean.example', `${address}/tasks`)
  await colleague
    .locator('.side')
    .getByRole('button', { name: /^Notices, \d+ unread/ })
    .click()
  const inbox = colleague.getByRole('dialog', { name: 'Notices' })
  await inbox.getByRole('link', { name: `gave you the task “${title}”` }).click()
  await expect(colleague.getByRole('heading', { name: title })).toBeVisible()
  await expect(inbox).toHaveCount(0)

  await colleague.goto(`${address}/tasks?tab=week`)
  await colleague.getByRole('checkbox', { name: `Complete “${title}”` }).click()
  await expect(colleague.getByText(`“${title}” completed`)).toBeVisible()
  await expect(colleague.getByRole('main').getByRole('link', { name: title })).toHaveCount(0)
  await colleague.getByRole('button', { name: 'Undo' }).click()
  await expect(colleague.getByRole('checkbox', { name: `Complete “${title}”` })).toBeVisible()

  const due = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await colleague.goto(`${address}/calendar?view=day&date=${due}&who=mine`)
  await colleague.getByRole('link', { name: title }).click()
  await expect(colleague.getByRole('heading', { name: title })).toBeVisible()
  await colleague.context().close()
})

test('somebody else’s change in between is said, and the task stays as it is', async ({ page }) => {
  await openAs(page, 'owner@aegean.example')
  const title = `Νωρίτερα ${some()}`
  const { id } = await makeTask(page, { title, assigneeId: await me(page) })
  await page.goto(`${address}/tasks`)
  const box = page.getByRole('checkbox', { name: `Complete “${title}”` })
  // Just before the click arrives, or the screen would show it first.
  await page.route(`**/api/tasks/${id}`, async (route) => {
    await call(page, 'PATCH', `/api/tasks/${id}`, { description: 'Changed meanwhile' })
    await route.continue()
  })
  await box.click()
  await expect(page.getByText(`“${title}” was not changed`)).toBeVisible()
  await expect(box).not.toBeChecked()
})

test('tasks are gone through, completed and opened by keyboard', async ({ page }) => {
  await openAs(page, 'owner@aegean.example')
  const mine = { assigneeId: await me(page), dueAt: new Date(Date.now() - 86_400_000 * 400).toISOString() }
  const [first, second] = [`Πρώτη ${some()}`, `Δεύτερη ${some()}`]
  await makeTask(page, { title: first, ...mine })
  await makeTask(page, { title: second, ...mine })
  await page.goto(`${address}/tasks`)
  await expect(page.getByRole('heading', { name: 'Overdue' })).toBeVisible()
  await expect(page.getByText(/^Overdue, last yr/).first()).toBeVisible()
  await expect(page.locator('.side').getByRole('link', { name: /Tasks.*overdue or due today/ })).toBeVisible()
  await page.keyboard.press('j')
  const focused = page.locator('.task-title:focus')
  const before = (await focused.textContent()) ?? ''
  await page.keyboard.press('x')
  await expect(page.getByText(`“${before}” completed`)).toBeVisible()
  await expect(focused).not.toHaveText(before)
  const next = (await focused.textContent()) ?? ''
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: next })).toBeVisible()
})

test('a day in the calendar is planned, and other programs are given a secret address', async ({ page }) => {
  await openAs(page, 'owner@aegean.example', `${address}/calendar?view=month&date=2026-12-10`)
  await page.locator('[data-date="2026-12-16"]').click({ position: { x: 30, y: 60 } })
  await page.getByRole('dialog').getByRole('button', { name: 'New task' }).click()
  await expect(page.getByLabel('Due')).toHaveValue('16/12/2026 09:00')

  await page.goto(`${address}/calendar`)
  await page.getByRole('button', { name: 'Subscribe' }).click()
  await page.getByRole('button', { name: /^Make a/ }).click()
  const secret = (await page.getByTestId('calendar-address').textContent()) ?? ''
  const path = new URL(secret).pathname
  expect((await page.request.get(path)).headers()['content-type']).toContain('text/calendar')
  await page.getByRole('button', { name: 'Revoke address' }).click()
  await expect(page.getByText('The address no longer works')).toBeVisible()
  expect((await page.request.get(path)).status()).toBe(404)
})

test('what reaches one is chosen under the bell, and all tasks stand in a table, too', async ({ page }) => {
  await openAs(page, 'owner@aegean.example', `${address}/tasks`)
  await page
    .locator('.side')
    .getByRole('button', { name: /^Notices/ })
    .click()
  await page.getByRole('button', { name: 'What reaches you' }).click()
  const choice = page.getByRole('switch', { name: 'My import has ended: By mail' })
  await choice.click()
  await expect(choice).toBeChecked()
  await page.reload()
  await page
    .locator('.side')
    .getByRole('button', { name: /^Notices/ })
    .click()
  await page.getByRole('button', { name: 'What reaches you' }).click()
  await expect(choice).toBeChecked()
  await page.keyboard.press('Escape')

  const { id } = await makeTask(page, { title: `Πίνακας ${some()}` })
  await page.getByRole('link', { name: 'All as table' }).click()
  await page.locator(`tr[data-row-key="${id}"], tbody tr[data-row-key]`).first().getByRole('cell').nth(2).click()
  await expect(page).toHaveURL(new RegExp(`${address}/tasks/[0-9a-f-]{36}$`))
})

const makeTask = (page: Page, fields: object) => call<{ id: string }>(page, 'POST', '/api/tasks', fields)

async function me(page: Page): Promise<string> {
  const answer = (await (await page.request.get('/api/auth/me')).json()) as {
    memberships: { memberId: string; organization: { slug: string } }[]
  }
  return answer.memberships.find((each) => each.organization.slug === organization)?.memberId ?? ''
}
