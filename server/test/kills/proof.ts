import type { Database } from '../../database/index.ts'
import { mediaOf, originalOf, variantOf } from '../../files/mediaFiles.ts'
import { purgeMediaFiles } from '../../files/purge.ts'
import type { House } from './house.ts'
import type { Expected, Ledger } from './work.ts'

const tables = { property: 'properties', client: 'clients', media: 'media', note: 'notes' } as const

/** What of all that was promised does not hold; empty when all does. What was unknown of the ledgers is known afterwards. */
export async function broken(house: House, ledgers: Ledger[]): Promise<string[]> {
  return [
    ...(await recordsAgainstActivity(house)),
    ...(await halfMerges(house)),
    ...(await lost(house, ledgers)),
    ...(await brokenPairs(house, ledgers)),
    ...(await missingFiles(house)),
  ]
}

/** Each version of a record was written with one row of activity, and no row tells of what did not happen. */
async function recordsAgainstActivity({ ask }: House): Promise<string[]> {
  const faults: string[] = []
  for (const [table, resource] of Object.entries(tables)) {
    const rows = await ask<{ id: string; version: number; rows: number }>(`
      select coalesce(t.id, a.record_id) as id, coalesce(t.version, 0) as version, coalesce(a.rows, 0) as rows
      from "${table}" t
      full join (select record_id, count(*)::int as rows from activity
        where resource = '${resource}' and kind in ('create', 'edit', 'delete', 'restore') and record_id is not null group by 1) a on a.record_id = t.id
      where t.version is distinct from a.rows`)
    for (const { id, version, rows: count } of rows) {
      faults.push(`${resource} ${id} has version ${version} and ${count} rows of activity`)
    }
  }
  const names = await ask<{ id: string; name: string; told: string }>(`
    select c.id, c.name, a.told from client c join lateral (
      select changes->'name'->>1 as told from activity
      where resource = 'clients' and record_id = c.id and changes ? 'name' and kind = 'edit' order by id desc limit 1) a on true
    where c.name <> a.told`)
  return [...faults, ...names.map(({ id, name, told }) => `client ${id} is ${name}, its history says ${told}`)]
}

async function halfMerges({ ask }: House): Promise<string[]> {
  const rows = await ask<{ fault: string }>(`
    select 'merge ' || m.id || ' left the merged client living' as fault from client_merge m
      join client c on c.id = m.merged_id where m.undone_at is null and c.deleted_at is null
    union all
    select 'merge ' || m.id || ' was undone, its client is in the trash' from client_merge m
      join client c on c.id = m.merged_id where m.undone_at is not null and c.deleted_at is not null
        and not exists (select from client_merge n where n.merged_id = m.merged_id and n.undone_at is null)
    union all
    select 'note ' || n.id || ' tells of the merged client of ' || m.id from note n
      join client_merge m on m.merged_id = n.client_id where m.undone_at is null
    union all
    select 'there are ' || merges.count || ' merges and ' || told.count || ' rows of activity'
      from (select count(*) + count(undone_at) as count from client_merge) merges,
        (select count(*) from activity where kind in ('merge', 'unmerge')) told where merges.count <> told.count`)
  return rows.map(({ fault }) => fault)
}

/** What was acknowledged is there; of what was not answered, before or after. */
async function lost({ ask }: House, ledgers: Ledger[]): Promise<string[]> {
  const rows = await ask<{ key: string; value: string }>(`
    select id || '.name' as key, name as value from client union all select id || '.trashed', (deleted_at is not null)::text from client
    union all select id || '.city', city from property union all select id || '.trashed', (deleted_at is not null)::text from property`)
  const there = new Map(rows.map(({ key, value }) => [key, value]))
  const faults: string[] = []
  const check = (key: string, expected: Expected) => {
    const value = there.get(key)
    if (value === undefined || !expected.values.includes(value)) {
      faults.push(`${expected.table} ${key} is ${value}, was to be ${expected.values.join(' or ')}`)
    } else expected.values = [value]
  }
  for (const { fields } of ledgers) for (const [key, expected] of fields) check(key, expected)
  const media = new Set((await ask<{ id: string }>('select id from media')).map(({ id }) => id))
  const gone = ledgers.flatMap((ledger) => ledger.media).filter((id) => !media.has(id))
  return [...faults, ...gone.map((id) => `media ${id} was acknowledged and is not there`)]
}

/** All notes of a pair are with the one, or all with the other. */
async function brokenPairs({ ask }: House, ledgers: Ledger[]): Promise<string[]> {
  const notes = new Map((await ask<{ id: string; client: string }>('select id, client_id as client from note')).map(({ id, client }) => [id, client])) // prettier-ignore
  const merges = new Map((await ask<{ id: string; merged: string }>('select id, merged_id as merged from client_merge where undone_at is null')).map(({ id, merged }) => [merged, id])) // prettier-ignore
  return ledgers.flatMap(({ pairs }) =>
    pairs.flatMap((pair) => {
      const mergeId = merges.get(pair.merged)
      const owner = mergeId ? pair.kept : pair.merged
      if (pair.mergeId && pair.mergeId !== mergeId) return [`merge ${pair.mergeId} was acknowledged and is not there`]
      if (mergeId) pair.mergeId = mergeId
      return pair.notes.filter((id) => notes.get(id) !== owner).map((id) => `note ${id} is not of ${owner}`)
    }),
  )
}

async function missingFiles({ ask, files }: House): Promise<string[]> {
  const rows = await ask<{ id: string; organization: string; isMade: boolean }>(
    'select id, organization_id as organization, processed_at is not null as "isMade" from media',
  )
  const faults: string[] = []
  for (const { id, organization, isMade } of rows) {
    const name = isMade ? variantOf(id, 'full') : originalOf(id)
    if (!(await files.exists(organization, name))) faults.push(`media ${id} has no file ${name}`)
  }
  return faults
}

/** After a day nothing is stored that no row tells of. Answers what was removed, and what is left and should not be. */
export async function orphans(house: House, database: Database): Promise<{ removed: number; left: string[] }> {
  const removed = await purgeMediaFiles(database, house.files, new Date(Date.now() + 86_400_000))
  const known = new Set((await house.ask<{ id: string }>('select id from media')).map(({ id }) => id))
  const left: string[] = []
  for (const organization of await house.files.organizations()) {
    for (const { name } of await house.files.list(organization)) {
      const file = mediaOf(name)
      if (!file || file.isPart || !known.has(file.id)) left.push(name)
    }
  }
  return { removed, left }
}
