import { v7 as uuid } from 'uuid'
import type pg from 'pg'
import { hashPassword } from '../auth/passwords.ts'
import { sql } from '../database/sql.ts'
import { openDatabase, type Database } from '../database/index.ts'
import { defaultTimeouts } from '../database/timeouts.ts'
import { insertOrganization, insertUser } from '../organizations/create.ts'

/** One organization of the benchmark and the owner who signs in there. */
export interface BenchMember {
  organizationId: string
  userId: string
  memberId: string
  email: string
}

export const password = 'a password for the benchmark'
export const largeSize = 200_000
const smallOrganizations = 400
export const smallSize = 2_000
/** Occurs in a handful of the large organization's records, and nowhere else. */
export const rareWord = 'Ροδακινέας'
/** Occurs in more than a third of them. */
export const commonWord = 'Αθήνα'

/** The database that a benchmark fills, without the patience of people who wait: a statement may write a million rows. */
export const openBenchDatabase = (url: string): Database =>
  openDatabase({ url, preparedStatements: true, timeouts: { ...defaultTimeouts, statement: 0 } })

/** A million properties: one organization with 200,000 and 400 with 2,000 each. Answers [large, …small]. */
export async function buildBenchDatabase(database: Database, say: (line: string) => void): Promise<BenchMember[]> {
  const existing = await existingMembers(database)
  if (existing.length > smallOrganizations) return existing
  const started = Date.now()
  const passwordHash = await hashPassword(password)
  const client = await database.pool.connect()
  const indexes = await dropIndexes(client)
  client.release()
  const members: BenchMember[] = []
  for (let index = 0; index <= smallOrganizations; index++) {
    members.push(await addOrganization(database, index, passwordHash))
  }
  for (const [index, member] of members.entries()) {
    await addProperties(database, member, index === 0 ? largeSize : smallSize)
    if (index % 100 === 0) say(`  ${index} of ${smallOrganizations} organizations …`)
  }
  for (const statement of indexes) await database.pool.query(statement)
  await database.pool.query('vacuum analyze')
  say(`  built in ${((Date.now() - started) / 1000).toFixed(0)} s`)
  return members
}

async function existingMembers(database: Database): Promise<BenchMember[]> {
  const users = await database.shared.user.findMany({
    where: { email: { startsWith: 'bench' } },
    orderBy: { email: 'asc' },
  })
  const members: BenchMember[] = []
  for (const { id: userId, email } of users) {
    // Not their personal workspace, which is empty.
    const [row] = await database.read<{ organizationId: string; memberId: string }>(
      { organizationId: null, userId },
      sql`select m.organization_id as "organizationId", m.id as "memberId"
        from membership m join organization o on o.id = m.organization_id where not o.is_personal`,
    )
    if (row) members.push({ ...row, userId, email })
  }
  return members
}

/** Loading is quicker without them; they are made again as they were. */
async function dropIndexes(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ indexname: string; indexdef: string }>(
    `select indexname, indexdef from pg_indexes where schemaname = 'public' and tablename = 'property' and indexname <> 'property_pkey'`,
  )
  for (const { indexname } of rows) await client.query(`drop index "${indexname}"`)
  return rows.map((row) => row.indexdef)
}

/** An organization and its owner, who signs in with `password`. */
export async function addOrganization(database: Database, index: number, passwordHash: string): Promise<BenchMember> {
  const owner = { id: uuid(), email: `bench${1000 + index}@example.com`, name: 'Bench', passwordHash }
  const organization = { id: uuid(), slug: `bench-${index}`, name: `Bench ${index}` }
  const memberId = await database.asLogin(async (tx) => {
    await insertUser(tx, owner)
    return insertOrganization(tx, organization, owner)
  })
  return { organizationId: organization.id, userId: owner.id, memberId, email: owner.email }
}

const cities = [commonWord, commonWord, commonWord, 'Πειραιάς', 'Θεσσαλονίκη', 'Κηφισιά', 'Γλυφάδα', 'Χανιά']
const streets = [
  'Πατησίων',
  'Ερμού',
  'Κολοκοτρώνη',
  'Ελευθερίου Βενιζέλου',
  'Αγίου Δημητρίου',
  'Λεωφόρος Συγγρού',
  'Παπανικολή',
]
const rareEvery = 10_000

/** Made by PostgreSQL, from the row number alone: the same data every time. */
async function addProperties(database: Database, member: BenchMember, count: number): Promise<void> {
  const rareStep = count === largeSize ? rareEvery : count + 1
  await database.withOrganization(member, (tx) =>
    tx.query(sql`
      insert into property (organization_id, id, reference, property_type, transaction_type, status, list_price_cents, living_area,
        price_per_square_meter_cents, bedrooms_total, bathrooms_total, energy_class, agent_id, country, city, street, street_number,
        address_visibility, public_remarks, created_at, updated_at, created_by, version, search_text)
      select ${member.organizationId}::uuid, gen_random_uuid(), 'A-' || n,
        (array['APARTMENT', 'APARTMENT', 'HOUSE', 'MAISONETTE', 'LAND', 'COMMERCIAL'])[1 + n % 6], 'SALE',
        (array['DRAFT', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'UNDER_OFFER', 'SOLD', 'SOLD', 'WITHDRAWN'])[1 + (hashint4(n * 7) & 7)],
        price * 100, area, price * 100 / area, 1 + n % 5, 1 + n % 2, (array['A', 'B', 'Γ', 'Δ', 'Ε'])[1 + n % 5],
        ${member.memberId}::uuid, 'GR', (${cities}::text[])[city], street, (n % 180)::text, 'AREA',
        repeat('Φωτεινό, διαμπερές, κοντά στο μετρό. ', 5), at, at, ${member.memberId}::uuid, 1,
        oikion_searchable('A-' || n || ' ' || (${cities}::text[])[city] || ' ' || street)
      from (
        select n, 40000 + (hashint4(n) & 1048575)::bigint as price, 30 + (hashint4(n * 3) & 127) as area,
          1 + (hashint4(n * 5) & 7) as city, timestamptz '2026-01-01' - n * interval '37 seconds' as at,
          case when n % ${rareStep}::int = 0 then ${rareWord}::text else (${streets}::text[])[1 + n % ${streets.length}::int] end as street
        from generate_series(1, ${count}::int) n
      ) s`),
  )
}
