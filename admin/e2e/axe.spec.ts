import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { call, makeProperty, openAs } from './signIn.ts'

const inside = '/o/aegean-homes'

/** Every address of the app, so that a new screen is looked at from its first day. */
const screens = [
  '/dashboard', '/properties', '/properties/create', '/properties/import', '/properties?trash=true', '/clients', '/clients/create',
  '/tasks', '/tasks/table', '/tasks/create', '/calendar', '/feed', '/members', '/members/invitations', '/members/former', '/access',
  '/api-tokens', '/webhooks', '/api', '/activities', '/jobs', '/billing', '/billing/plans', '/settings', '/no-such-screen',
] // prettier-ignore
const account = ['/account/profile', '/account/security', '/account/devices', '/account/delete']
const signedOut = ['/sign-in', '/sign-up', '/forgot-password', '/reset-password', '/magic-link', '/confirm-email', '/invitation'] // prettier-ignore

/** What axe finds on a screen once it stands still. */
async function violations(page: Page, address: string): Promise<string[]> {
  await page.goto(address)
  await page.locator('h1').first().waitFor()
  await expect(page.locator('.skeleton, .loading-line')).toHaveCount(0)
  // Nothing but what is wrong: describing all that is right takes as long. There are no frames, which want another page.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode()
  const { violations: found } = await axe.analyze()
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${address}: ${id}: ${html.slice(0, 160)}`))
}

/** What the console complains of from now on: faults, and what the content security policy forbids. */
function complaints(page: Page): string[] {
  const said: string[] = []
  page.on('console', (message) => {
    // Who is not signed in yet is told so by 401, and the console with them.
    const isAnswer = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !isAnswer)
      said.push(`${page.url()}: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => said.push(`${page.url()}: ${error.message}`))
  return said
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any screen and the console is quiet, ${theme}`, async ({ page }) => {
    test.setTimeout(180_000)
    await openAs(page, 'owner@aegean.example')
    await page.addInitScript(
      (chosen) => localStorage.setItem('oikion.appearance', JSON.stringify({ theme: chosen })),
      theme,
    )
    // One wide, one narrow, so that both are seen without looking at everything twice.
    if (theme === 'dark') await page.setViewportSize({ width: 390, height: 844 })
    const property = await makeProperty(page)
    const client = await call<{ id: string }>(page, 'POST', '/api/clients', { name: 'Axe', phone: '2101234567' })
    const about = { clientId: client.id, propertyId: property.id }
    await call(page, 'POST', '/api/notes', { content: 'Looked at', ...about })
    await call(page, 'POST', '/api/tasks', { title: 'Look again', ...about })
    const webhook = { name: 'Axe', url: 'http://127.0.0.1:9/', events: ['media.erased'] }
    const { id: webhookId } = await call<{ id: string }>(page, 'POST', '/api/webhooks', webhook)
    const records = [
      `/webhooks/${webhookId}`,
      `/properties/${property.id}`,
      `/properties/${property.id}/edit`,
      `/clients/${client.id}`,
    ]
    const found = complaints(page)
    for (const address of [...screens, ...records]) found.push(...(await violations(page, inside + address)))
    for (const address of account) found.push(...(await violations(page, address)))
    expect(found).toEqual([])
  })
}

test('axe finds nothing on the pages for people who are not signed in', async ({ page }) => {
  const found = complaints(page)
  for (const address of signedOut) found.push(...(await violations(page, address)))
  expect(found).toEqual([])
})
