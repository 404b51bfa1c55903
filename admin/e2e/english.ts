import { request, type FullConfig } from '@playwright/test'

/** The product is Greek first, and the tests read English: gives the accounts of the demo's agency that language. */
export default async function english({ projects: [project] }: FullConfig): Promise<void> {
  const baseURL = project?.use.baseURL
  const inEnglish = async (email: string) => {
    const person = await request.newContext({ baseURL })
    await person.post('/api/auth/login', { data: { email, password: 'oikion-demo' } })
    await person.patch('/api/account', { data: { locale: 'en' } })
    const members = (await (await person.get('/api/members')).json()) as { email: string }[]
    await person.dispose()
    return members
  }
  const colleagues = await inEnglish('owner@aegean.example')
  for (const { email } of colleagues) await inEnglish(email)
}
