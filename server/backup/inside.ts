import type { ReadingConnection } from '../database/reading.ts'
import { enter as entering, leave as leaving } from '../database/tenant.ts'

/** Becomes the tenant role inside of an organization, or of the next one. */
export async function enter({ query }: Pick<ReadingConnection, 'query'>, organizationId: string): Promise<void> {
  const { text, values } = entering({ organizationId, userId: '' })
  await query(text, values)
}

/** Back to the login role and to no organization. */
export async function leave({ query }: Pick<ReadingConnection, 'query'>): Promise<void> {
  await query(leaving.text)
}
