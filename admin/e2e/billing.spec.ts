import { expect, test, type Page } from '@playwright/test'
import { openAs } from './signIn.ts'

/** A new organization of the demo owner's; answers its address. */
async function found(page: Page): Promise<string> {
  await openAs(page, 'owner@aegean.example')
  const name = `Billing ${Math.random().toString(36).slice(2, 8)}`
  const answer = await page.request.post('/api/organizations', { data: { name } })
  const { slug } = (await answer.json()) as { slug: string }
  return `/o/${slug}`
}

/** What Stripe does once somebody has paid. */
async function pay(page: Page): Promise<void> {
  const answer = await page.request.post(process.env['E2E_PAYMENTS_URL'] ?? '')
  expect(answer.status()).toBe(200)
}

test('an owner chooses a plan, pays at Stripe, and waits for its word', async ({ page }) => {
  const inside = await found(page)
  await page.goto(`${inside}/billing`)
  await expect(page.getByRole('heading', { name: 'Free plan' })).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'See plans' }).click()
  const offer = page.getByRole('listitem', { name: 'Professional' })
  await expect(offer).toContainText('490 €')
  await page.getByText('Monthly').click()
  await expect(offer).toContainText('49 €')
  await offer.getByRole('button', { name: 'Choose Professional' }).click()

  // Back from Stripe before Stripe has told: nothing is claimed.
  await expect(page.getByText('Waiting for Stripe’s confirmation')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Free plan' })).toBeVisible()
  await pay(page)
  await expect(page.getByText('The Professional plan counts from now on.')).toBeVisible({ timeout: 15_000 })
  await expect(page.getByRole('heading', { name: 'Professional plan' })).toBeVisible()
  await expect(page.getByText('Paid by the month.')).toBeVisible()
  await expect(page.getByRole('progressbar', { name: 'Members' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Invoices' })).toContainText('Paid')
})

test('what the plan has no room for is told in a dialog, with the way to more', async ({ page }) => {
  const inside = await found(page)
  await page.goto(`${inside}/members`)
  await page.getByRole('button', { name: 'Invite' }).click()
  // Wider than all other tests need: `FREE_MEMBERS` of run.ts.
  const emails = Array.from({ length: 45 }, (_, index) => `guest${index}@billing.example`)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('E-mail addresses').fill(emails.join(' '))
  await dialog.getByLabel('E-mail addresses').press('Enter')
  await dialog.getByRole('button', { name: 'Send 45 invitations' }).click()
  const told = page.getByRole('dialog', { name: 'There is no room for more members' })
  await expect(told).toContainText('The Free plan is for 40 members')
  await told.getByRole('button', { name: 'See plans' }).click()
  await expect(page).toHaveURL(/\/billing\/plans$/)
})
