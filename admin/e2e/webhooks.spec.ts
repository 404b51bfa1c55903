import { expect, test } from '@playwright/test'
import { Receiver, verify } from './receiver.ts'
import { call, openAs } from './signIn.ts'

const owner = 'owner@aegean.example'

test('a webhook is made, its secret shown once, told of a change, and sent once more', async ({ page }) => {
  const receiver = await Receiver.start()
  try {
    await openAs(page, owner, '/o/aegean-homes/webhooks')
    const name = `Website ${Math.random().toString(36).slice(2, 8)}`
    await page.getByRole('button', { name: 'New webhook' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill(name)
    await dialog.getByLabel('Address').fill(receiver.url)
    await dialog.getByText('Chosen changes').click()
    await dialog.getByRole('checkbox', { name: 'Clients: Created' }).check()
    await dialog.getByRole('button', { name: 'Create webhook' }).click()
    const secret = await page.getByTestId('webhook-secret').innerText()
    expect(secret).toMatch(/^whsec_/)
    await page.getByRole('button', { name: 'I have copied it' }).click()
    await expect(page.getByText(secret)).toHaveCount(0)

    await page.getByRole('link', { name }).click()
    await page.getByRole('button', { name: 'Send a test event' }).click()
    await expect(page.getByText('The test event was taken')).toBeVisible()
    const client = { name: 'Told of', clientType: 'PERSON', email: `${crypto.randomUUID()}@example.com` }
    const { id } = await call<{ id: string }>(page, 'POST', '/api/clients', client)
    // Other tests make clients there, too.
    const told = () => receiver.got.filter(({ type, raw }) => type === 'test' || raw.includes(id))
    await expect.poll(() => told().map(({ type }) => type)).toEqual(['test', 'clients.created'])
    for (const one of receiver.got) expect(verify(one, secret)).toBeTruthy()

    await page.getByRole('button', { name: 'clients.created' }).first().click()
    const drawer = page.getByRole('dialog')
    await expect(drawer).toContainText('"resource": "clients"')
    await drawer.getByRole('button', { name: 'Send again' }).click()
    const ids = () => receiver.got.map(({ headers }) => headers['webhook-id'])
    await expect.poll(() => ids().length - new Set(ids()).size).toBe(1)
    await drawer.getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete webhook' }).click()
    await expect(page.getByText(`${name} deleted`)).toBeVisible()
  } finally {
    await receiver.close()
  }
})
