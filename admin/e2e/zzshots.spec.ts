import { test } from '@playwright/test'
import { call, openAs } from './signIn.ts'
const a = '/o/aegean-homes'
test('shots', async ({ page, browser }) => {
  test.setTimeout(240_000)
  await openAs(page, 'owner@aegean.example')
  const members = await call<{ id: string; email: string }[]>(page, 'GET', '/api/members?_end=50')
  const owner = members.find((m) => m.email === 'owner@aegean.example')!.id
  const agent = members.find((m) => m.email === 'agent@aegean.example')!.id
  const props = await call<{ id: string }[]>(page, 'GET', '/api/properties?_end=5')
  const clients = await call<{ id: string }[]>(page, 'GET', '/api/clients?_end=5')
  const at = (h: number) => new Date(Date.now() + h * 3600_000).toISOString()
  const mk = (t: object) => call(page, 'POST', '/api/tasks', t)
  await mk({ title: 'Τηλέφωνο στον συμβολαιογράφο για το προσύμφωνο', dueAt: at(-50), assigneeId: agent, clientId: clients[0]!.id })
  await mk({ title: 'Φωτογραφίες', dueAt: at(-1), assigneeId: agent, propertyId: props[0]!.id })
  await mk({ title: 'Κλειδιά στον κ. Ρήγα', dueAt: at(3), assigneeId: agent, propertyId: props[1]!.id, clientId: clients[1]!.id })
  await mk({ title: 'Ενεργειακό πιστοποιητικό, με πολύ μακρύ τίτλο που δεν χωράει σε μία γραμμή όσο μεγάλη και αν είναι η οθόνη του υπολογιστή του γραφείου', dueAt: at(26), assigneeId: agent, propertyId: props[2]!.id })
  await mk({ title: 'Ενημέρωση αγγελίας', dueAt: at(80), assigneeId: agent })
  await mk({ title: 'Χωρίς ημερομηνία', assigneeId: agent })
  await mk({ title: 'Done one', dueAt: at(5), assigneeId: agent, status: 'COMPLETED' })
  await mk({ title: 'Owner task', dueAt: at(5), assigneeId: owner })
  await call(page, 'POST', '/api/interactions', { interactionType: 'VIEWING', summary: 'Υπόδειξη με την οικογένεια Παπαδοπούλου', occurredAt: at(28), propertyId: props[0]!.id, clientId: clients[2]!.id })
  await call(page, 'POST', '/api/notes', { content: 'Ρωτήστε αν το πάρκινγκ συμπεριλαμβάνεται', clientId: clients[0]!.id, mentionIds: [agent] })
  for (const [name, viewport, locale, theme] of [
    ['wide-en', { width: 1440, height: 900 }, 'en', 'light'],
    ['wide-el-dark', { width: 1440, height: 900 }, 'el', 'dark'],
    ['narrow-el', { width: 390, height: 844 }, 'el', 'light'],
  ] as const) {
    const ctx = await browser.newContext({ baseURL: new URL(process.env.E2E_BASE_URL!).origin, viewport, colorScheme: theme, locale: locale === 'el' ? 'el-GR' : 'en-GB' })
    const p = await ctx.newPage()
    await openAs(p, 'agent@aegean.example')
    await p.request.patch('/api/account', { data: { locale } })
    const shot = async (what: string) => { await p.waitForTimeout(900); await p.screenshot({ path: `/tmp/shots/${name}-${what}.png` }) }
    await p.goto(`${a}/tasks`); await shot('tasks')
    await p.goto(`${a}/tasks?tab=overdue&assignee=me`); await shot('overdue')
    await p.goto(`${a}/calendar?view=month`); await shot('month')
    await p.goto(`${a}/calendar?view=week`); await shot('week')
    await p.goto(`${a}/calendar?view=list`); await shot('list')
    await p.getByRole('button', { name: /Subscribe|Συνδρομή/ }).click(); await shot('address')
    await p.goto(`${a}/tasks`)
    await p.locator('button.bell:visible').click(); await shot('bell')
    await p.getByRole('button', { name: /What reaches|Τι θα/ }).click(); await shot('choice')
    await p.request.patch('/api/account', { data: { locale: 'en' } })
    await ctx.close()
  }
})
