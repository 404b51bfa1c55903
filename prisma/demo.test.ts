import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyPassword } from '../server/auth/passwords.ts'
import { testDatabase } from '../server/database/testing.ts'
import { demoPassword, organizations } from './demo/organizations.ts'
import { seedDemo } from './seed.ts'

interface Row {
  [column: string]: string | number | Date | string[] | null
}

const now = new Date('2026-05-20T10:40:00Z')
let database: Awaited<ReturnType<typeof testDatabase>>
let client: pg.Client

beforeAll(async () => {
  database = await testDatabase()
  expect(await seedDemo(database.directUrl, undefined, now)).toBe(true)
  client = await connect(database.directUrl)
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

async function connect(url: string): Promise<pg.Client> {
  const connected = new pg.Client({ connectionString: url })
  await connected.connect()
  return connected
}

/** What the tenant role sees inside an organization. */
async function rowsOf(slug: string, sql: string, from = client): Promise<Row[]> {
  const { rows } = await from.query<{ id: string }>('select id from organization where slug = $1', [slug])
  await from.query('begin')
  try {
    await from.query(`select set_config('role', 'oikion_tenant', true), set_config('app.organization_id', $1, true)`, [
      rows[0]?.id,
    ])
    return (await from.query<Row>(sql)).rows
  } finally {
    await from.query('rollback')
  }
}

test('a database with users is left alone', async () => {
  expect(await seedDemo(database.directUrl)).toBe(false)
})

test('everybody signs in with the demo password, into their agency, and has a workspace of their own', async () => {
  const { rows } = await client.query<{ email: string; hash: string; slug: string; own: number }>(
    `select u.email, u.password_hash as hash, o.slug, (select count(*)::int from organization p where p.personal_user_id = u.id) as own
     from "user" u join organization o on o.id = u.last_organization_id order by u.created_at`,
  )
  expect(new Set(rows.map(({ hash }) => hash)).size).toBe(rows.length)
  expect(await verifyPassword(rows[0]?.hash, demoPassword)).toBe(true)
  expect(rows.every(({ own }) => own === 1)).toBe(true)
  expect(rows.find(({ email }) => email === 'agent@aegean.example')?.slug).toBe('aegean-homes')
})

test('a crash in the middle leaves nothing, and the next start loads the same', async () => {
  const other = await testDatabase()
  const watcher = await connect(other.directUrl)
  try {
    const loaded = new AbortController()
    const loading = seedDemo(other.directUrl, undefined, now).finally(() => loaded.abort())
    const outcome = expect(loading).rejects.toThrow()
    const kill = `select pg_terminate_backend(pid) from pg_locks join pg_stat_activity using (pid)
      where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid() and relation = 'property'::regclass`
    while (!loaded.signal.aborted) await Promise.all([watcher.query(kill), wait(10)])
    await outcome
    expect((await watcher.query('select from "user" union all select from organization')).rowCount).toBe(0)
    expect(await seedDemo(other.directUrl, undefined, now)).toBe(true)
    await sameAsBefore(watcher)
  } finally {
    await watcher.end()
    await other.drop()
  }
})

/** The same moment makes the same rows. */
async function sameAsBefore(other: pg.Client): Promise<void> {
  for (const table of ['client', 'property', 'membership']) {
    const sql = `select * from ${table} order by id`
    for (const { slug } of organizations) {
      expect(await rowsOf(slug, sql, other)).toEqual(await rowsOf(slug, sql))
    }
  }
}

describe.each(organizations)('$name', ({ slug, clients, properties, members }) => {
  test('holds what it should, and nothing of the other', async () => {
    const counts = await rowsOf(
      slug,
      `select (select count(*)::int from client) as clients, (select count(*)::int from property) as properties,
      (select count(*)::int from membership) as members, (select count(*)::int from organization) as organizations`,
    )
    expect(counts).toEqual([{ clients, properties, members: members.length, organizations: 1 }])
  })

  test('clients can be reached, their numbers are valid', async () => {
    const rows = await rowsOf(slug, 'select * from client')
    const phones = rows.flatMap((row) => [row['phone'], row['secondary_phone']]).filter((phone) => phone !== null)
    expect(rows.filter((row) => !row['email'] && !row['phone'])).toEqual([])
    expect(phones.filter((phone) => !parsePhoneNumberFromString(String(phone))?.isValid())).toEqual([])
    expect(rows.filter((row) => row['tax_id'] !== null && !isTaxId(String(row['tax_id'])))).toEqual([])
    expect(rows.filter((row) => row['client_type'] === 'COMPANY' && row['tax_id'] === null)).toEqual([])
  })

  test('prices fit the type, dates and energy classes the status', async () => {
    const rows = await rowsOf(slug, 'select *, price_per_square_meter_cents::float8 / 100 as per_meter from property')
    expect(rows.filter((row) => row['list_price_cents'] !== null && !isPlausible(row))).toEqual([])
    expect(rows.filter((row) => row['status'] !== 'DRAFT' && row['published_at'] === null)).toEqual([])
    expect(rows.filter((row) => (row['status'] === 'ARCHIVED') !== (row['archived_at'] !== null))).toEqual([])
    expect(
      rows.filter(
        (row) =>
          !(Number(row['created_at']) <= Number(row['updated_at']) && Number(row['updated_at']) <= now.getTime()),
      ),
    ).toEqual([])
    expect(rows.filter((row) => row['lot_size'] === null && row['energy_class'] === null)).toEqual([])
    expect(new Set(rows.map((row) => row['status']))).toContain('UNDER_OFFER')
  })

  test('history tells who made and changed each record, in order', async () => {
    const wrong = `select t.id from %s t where version <> (select count(*) from activity a where a.record_id = t.id)
      or created_at <> (select at from activity a where a.record_id = t.id and kind = 'create' and actor_id = t.created_by)
      or updated_at <> (select max(at) from activity a where a.record_id = t.id)
      or created_at < (select m.created_at from membership m where m.id = t.created_by)`
    expect(await rowsOf(slug, wrong.replace('%s', 'property'))).toEqual([])
    expect(await rowsOf(slug, wrong.replace('%s', 'client'))).toEqual([])
    const late = 'select p.id from property p join client c on c.id = p.owner_id where c.created_at > p.created_at'
    expect(await rowsOf(slug, late)).toEqual([])
  })
})

/** The checksum of an ΑΦΜ, as the tax office states it. */
function isTaxId(taxId: string): boolean {
  const digits = Array.from(taxId, Number)
  const sum = digits.slice(0, 8).reduce((total, digit, index) => total + digit * 2 ** (8 - index), 0)
  return /^\d{9}$/.test(taxId) && (sum % 11) % 10 === digits[8]
}

/** Euros per square metre: to buy, a month, a night. */
const plausible: Record<string, [number, number]> = {
  'SALE APARTMENT': [900, 13_500],
  'SALE MAISONETTE': [1100, 13_500],
  'SALE HOUSE': [1100, 16_000],
  'SALE BUILDING': [700, 9500],
  'SALE COMMERCIAL': [900, 14_500],
  'SALE STORAGE': [250, 5000],
  'SALE PARKING': [700, 8500],
  'SALE OTHER': [800, 12_000],
  'SALE LAND': [30, 4000],
  'SALE AGRICULTURAL_LAND': [5, 45],
  'RENT APARTMENT': [4, 60],
  'RENT MAISONETTE': [4, 60],
  'RENT HOUSE': [4, 70],
  'RENT COMMERCIAL': [4, 75],
  'RENT STORAGE': [1, 30],
  'RENT PARKING': [3, 50],
  'SHORT_LET APARTMENT': [0.6, 6],
  'SHORT_LET MAISONETTE': [0.6, 6],
  'SHORT_LET HOUSE': [0.5, 7],
}

function isPlausible(row: Row): boolean {
  const [least, most] = plausible[`${String(row['transaction_type'])} ${String(row['property_type'])}`] ?? [0, 0]
  const perMeter = Number(row['per_meter'])
  return perMeter >= least && perMeter <= most
}
