import { expect, test } from '@playwright/test'
import { call, makeProperty, openAs } from './signIn.ts'

test('a note that is edited names whom it named, and tells nobody twice', async ({ page }) => {
  await openAs(page, 'admin@aegean.example')
  const { id } = await makeProperty(page)
  const [agent] = await call<{ id: string; name: string }[]>(page, 'GET', '/api/members?role=AGENT')
  const about = { content: `@${agent?.name} look`, propertyId: id, mentionIds: [agent?.id] }
  const note = await call<{ id: string }>(page, 'POST', '/api/notes', about)
  await page.goto(`/o/aegean-homes/properties/${id}`)
  const timeline = page.getByRole('complementary', { name: 'Timeline' })
  const save = async (content: string) => {
    await timeline.getByRole('button', { name: 'Edit note' }).click()
    await timeline.getByRole('textbox').fill(content)
    await timeline.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(timeline.getByText(content)).toBeVisible()
    await expect(timeline.getByRole('textbox')).toHaveCount(0)
    return call(page, 'GET', `/api/notes/${note.id}`)
  }
  expect(await save(`@${agent?.name} look again`)).toMatchObject({ mentionIds: [agent?.id] })
  expect(await save('Nobody looks')).toMatchObject({ mentionIds: [] })
})

test('whom a note names is told by name where two changes of it meet', async ({ page }) => {
  await openAs(page, 'admin@aegean.example')
  const { id } = await makeProperty(page)
  const [agent] = await call<{ id: string; name: string }[]>(page, 'GET', '/api/members?role=AGENT')
  const note = await call<{ id: string }>(page, 'POST', '/api/notes', { content: 'Look', propertyId: id })
  await page.goto(`/o/aegean-homes/properties/${id}`)
  const timeline = page.getByRole('complementary', { name: 'Timeline' })
  await timeline.getByRole('button', { name: 'Edit note' }).click()
  await timeline.getByRole('textbox').fill('Mine')
  const theirs = { content: `@${agent?.name} theirs`, mentionIds: [agent?.id] }
  await call(page, 'PATCH', `/api/notes/${note.id}`, theirs)
  await timeline.getByRole('button', { name: 'Save', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('row', { name: /Mentioned/ })).toContainText(String(agent?.name))
  await expect(dialog).not.toContainText(String(agent?.id))
  await dialog.getByRole('button', { name: 'Save the chosen values' }).click()
  await expect(dialog).toHaveCount(0)
  await page.goto(`/o/aegean-homes/notes/${note.id}`)
  await expect(page.getByRole('main')).toContainText(String(agent?.name))
  await expect(page.getByRole('main')).not.toContainText(String(agent?.id))
})
