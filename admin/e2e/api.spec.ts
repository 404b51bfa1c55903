import { expect, test } from '@playwright/test'
import { openAs } from './signIn.ts'

test('the API reference is found from the tokens, searched, and shows what a call takes and answers', async ({
  page,
}) => {
  await openAs(page, 'owner@aegean.example', '/o/aegean-homes/api-tokens')
  await page.getByRole('link', { name: 'API reference' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'API reference' })).toBeVisible()
  await expect(page.getByText('/api/properties', { exact: true }).first()).toBeVisible()

  await page.getByLabel('Search addresses and words').fill('post clients')
  await expect(page.getByText('/api/properties', { exact: true })).toHaveCount(0)
  await page.getByText('Creates one client').click()
  await page.getByText('ClientNew').click()
  await expect(page.getByText('secondaryEmail', { exact: true })).toBeVisible()
  await expect(page.getByText('Some fields are not right')).toBeVisible()

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'OpenAPI document' }).click()
  expect((await download).suggestedFilename()).toBe('oikion.openapi.json')
})
