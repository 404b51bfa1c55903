import { expect, test, type Page } from '@playwright/test'
import { call, openAs } from './signIn.ts'

const base = '/o/aegean-homes/clients'

interface NewClient {
  id: string
  name: string
}

/** A client of this test's own. */
function makeClient(page: Page, fields: object = {}): Promise<NewClient> {
  const word = Math.random().toString(36).slice(2, 8)
  return call(page, 'POST', '/api/clients', { name: `Ελένη Δοκιμή ${word}`, email: `${word}@example.com`, ...fields })
}

const choose = async (page: Page, item: string) => {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

test.beforeEach(async ({ page }) => openAs(page, 'admin@aegean.example'))

test('who is here already is told while typing, and can be used instead', async ({ page }) => {
  const digits = `69${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`
  const { id, name } = await makeClient(page, { phone: digits })
  await page.goto(`${base}/create`)
  await page.getByLabel('Phone', { exact: true }).fill(`+30 ${digits.slice(0, 3)} ${digits.slice(3)}`)
  const hint = page.getByRole('status').filter({ hasText: 'Maybe already here' })
  await expect(hint).toContainText(name)
  await expect(hint).toContainText('same phone')
  await page.getByLabel('Phone', { exact: true }).fill(digits.slice(0, 5))
  await expect(hint).toBeHidden()
  await page.getByLabel('Name').fill(name.split(' ').toReversed().join(' ').toUpperCase())
  await expect(hint).toContainText('same name')
  await hint.getByRole('link', { name: 'Use this one' }).click()
  await page.getByRole('button', { name: 'Leave without saving' }).click()
  await expect(page).toHaveURL(new RegExp(`${id}$`))
})

test('on the form of an old client the hint leads to merging', async ({ page }) => {
  const digits = `69${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`
  const [client, twin] = [await makeClient(page, { phone: digits }), await makeClient(page, { secondaryPhone: digits })]
  await page.goto(`${base}/${client.id}/edit`)
  const hint = page.getByRole('status').filter({ hasText: 'Maybe already here' })
  await hint.getByRole('listitem').filter({ hasText: twin.name }).getByRole('link', { name: 'Merge…' }).click()
  await expect(page.getByRole('dialog')).toContainText(`${twin.name} goes into it`)
})

test('two clients are merged after a look at both, and the merge is undone', async ({ page }) => {
  const [kept, other] = [await makeClient(page, { tags: ['vip'] }), await makeClient(page, { leadSource: 'Web' })]
  await call(page, 'POST', '/api/notes', { content: 'Wants a garden', clientId: other.id })
  await page.goto(`${base}/${kept.id}`)
  await choose(page, 'Merge with')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Other client').fill(other.name)
  await page.locator('.ant-select-item-option').filter({ hasText: other.name }).click()
  await expect(dialog).toContainText('Moves along: 1 note.')
  await dialog.getByRole('row', { name: /^Name/ }).getByRole('radio', { name: other.name }).check()
  await dialog.getByRole('button', { name: `Merge into ${kept.name}` }).click()
  await expect(page.getByRole('heading', { level: 1, name: other.name })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Merged into this client' })).toContainText(other.name)
  await expect(page.getByText('Wants a garden')).toBeVisible()
  await page.locator('.ant-notification').getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText(`${other.name} is a client of its own again`)).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: kept.name })).toBeVisible()
  await expect(page.getByText('Wants a garden')).toBeHidden()
})

test('everything about a client becomes a file, and then the client is erased', async ({ page }) => {
  const { id, name } = await makeClient(page)
  await page.goto(`${base}/${id}`)
  await choose(page, 'Export everything held')
  const link = page.getByRole('region', { name: 'Files of everything held' }).getByRole('link', { name: /^Download/ })
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect(file.suggestedFilename()).toContain(name)
  await choose(page, 'Erase for good')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: 'Erase for good' })).toBeDisabled()
  await dialog.getByLabel('Type the name to go on').fill(name)
  await dialog.getByRole('button', { name: 'Erase for good' }).click()
  await expect(page.getByText('The client was erased')).toBeVisible()
  await expect(page).toHaveURL(/\/clients$/)
  expect((await page.request.get(`/api/clients/${id}`)).status()).toBe(404)
})
