import { asOwner } from '../database/ownerConnection.ts'
import { PlainError } from '../plain-error.ts'
import type { Manifest } from './manifest.ts'

/** Refuses early what loading would refuse late: a database that is used, or is ahead of the backup. */
export async function requireEmpty(ownerUrl: string, manifest: Manifest): Promise<void> {
  await asOwner(ownerUrl, 'isolation level repeatable read, read only', async ({ query }) => {
    const found = await query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
    )
    const tables = new Set(found.map(({ name }) => name))
    if (tables.size === 0) return
    if (!tables.has('_prisma_migrations')) throw notEmpty(`it has the table ${found[0]?.name}`)
    const applied = await query<{ name: string }>(
      'select migration_name as name from "_prisma_migrations" where rolled_back_at is null order by 1',
    )
    for (const name of ['user', 'organization'].filter((name) => tables.has(name))) {
      const [rows] = await query<{ isThere: boolean }>(`select exists (select from public."${name}") as "isThere"`)
      if (rows?.isThere) throw notEmpty(`there are rows in the table ${name}`)
    }
    const later = applied.find(({ name }) => !manifest.migrations.includes(name))
    if (later) throw notEmpty(`a later Oikion than the backup's has prepared it (migration ${later.name})`)
  })
}

export const notEmpty = (why: string) =>
  new PlainError(`The database is not empty: ${why}. A backup is restored into an empty one only; nothing was changed.`)
