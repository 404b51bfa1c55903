import { v7 as uuid } from 'uuid'
import { hashPassword } from '../auth/passwords.ts'
import { sql, type Sql } from '../database/sql.ts'
import type { Database } from '../database/index.ts'
import { insertUser } from '../organizations/create.ts'
import { addOrganization, password, type BenchMember } from './build.ts'

/** What the agency of the dashboard's benchmark holds. */
export const sizes = { members: 20, clients: 50_000, properties: 200_000, interactions: 100_000, tasks: 50_000, activities: 1_000_000 } // prettier-ignore

export interface Agency {
  owner: BenchMember
  /** Looks after a twentieth of everything. */
  agent: BenchMember
}

/**
 * One agency with a million activities, all of the last year and none from a file, which is the most a feed can hold;
 * its 200,000 properties came in over three years. Made by PostgreSQL from row numbers: the same data every time, ending now.
 */
export async function buildAgency(database: Database): Promise<Agency> {
  const passwordHash = await hashPassword(password)
  const owner = await addOrganization(database, 0, passwordHash)
  const agent = await addAgent(database, owner, passwordHash)
  for (const statement of recordsOf(owner)) await database.withOrganization(owner, (tx) => tx.query(statement))
  await database.pool.query('vacuum analyze')
  return { owner, agent }
}

async function addAgent(database: Database, owner: BenchMember, passwordHash: string): Promise<BenchMember> {
  const { organizationId } = owner
  const user = { id: uuid(), email: 'agent@example.com', name: 'Agent', passwordHash }
  const memberId = uuid()
  await database.asLogin(async (tx) => {
    await insertUser(tx, user)
    await tx.inOrganization(owner, (tenant) =>
      tenant.query(sql`insert into membership (organization_id, id, user_id, role, name, email)
        values (${organizationId}::uuid, ${memberId}::uuid, ${user.id}::uuid, 'AGENT', ${user.name}, ${user.email})`),
    )
  })
  return { organizationId, userId: user.id, memberId, email: user.email }
}

function recordsOf({ organizationId }: BenchMember): Sql[] {
  const organization = sql`${organizationId}::uuid`
  /** Somebody of the agency, by a number. */
  const member = (n: Sql) =>
    sql`(array(select id from membership order by created_at, id))[1 + ${n} % ${sizes.members}]`
  /** A UUID of version 7 in form, from a number. */
  const id = (kind: number, n: Sql) =>
    sql`overlay(overlay(md5(${`${kind}:`} || ${n}) placing '7' from 13) placing 'a' from 17)::uuid`
  const back = (n: Sql, count: number, days: number) =>
    sql`(now() - ${n} * interval '1 day' * ${days}::float8 / ${count}::float8)`
  const rows = (count: number) => sql`generate_series(1, ${count}::int) n`
  const n = sql`n`
  return [
    sql`insert into membership (organization_id, id, role, name, email)
      select ${organization}, gen_random_uuid(), 'AGENT', 'Member ' || n, 'm' || n || '@example.com' from ${rows(sizes.members - 2)}`,
    sql`insert into client (organization_id, id, name, client_type, email, agent_id, created_at, updated_at, created_by, version)
      select ${organization}, ${id(1, n)}, 'Client ' || n, 'PERSON', 'c' || n || '@example.com', ${member(n)}, at, at, ${member(n)}, 1
      from (select n, ${back(n, sizes.clients, 1095)} as at from ${rows(sizes.clients)}) s`,
    sql`insert into property (organization_id, id, reference, property_type, transaction_type, status, list_price_cents, living_area,
        energy_class, owner_id, agent_id, country, city, address_visibility, public_remarks, published_at, closed_at, created_at, updated_at, created_by, version)
      select ${organization}, ${id(2, n)}, 'A-' || n,
        (array['APARTMENT', 'APARTMENT', 'HOUSE', 'MAISONETTE', 'LAND', 'COMMERCIAL'])[1 + n % 6], (array['SALE', 'SALE', 'RENT'])[1 + n % 3],
        status, 4000000 + (hashint4(n) & 67108863), 30 + (hashint4(n * 3) & 127), 'B', ${id(1, sql`(1 + n % ${sizes.clients})`)}, ${member(n)}, 'GR', 'Αθήνα', 'AREA',
        repeat('Φωτεινό, διαμπερές, κοντά στο μετρό. ', 5), case when status <> 'DRAFT' then at end,
        case when status in ('SOLD', 'RENTED') then least(at + interval '60 days', now()) end, at, at, ${member(n)}, 1
      from (select n, (array['DRAFT', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'UNDER_OFFER', 'SOLD', 'RENTED', 'WITHDRAWN'])[1 + (hashint4(n * 7) & 7)] as status,
        ${back(n, sizes.properties, 1095)} as at from ${rows(sizes.properties)}) s`,
    sql`insert into interaction (organization_id, id, interaction_type, summary, occurred_at, client_id, property_id, created_at, updated_at, created_by, version)
      select ${organization}, ${id(3, n)}, (array['CALL', 'EMAIL', 'MEETING', 'VIEWING'])[1 + n % 4], 'Spoke about it', at + interval '14 days',
        ${id(1, sql`(1 + n % ${sizes.clients})`)}, ${id(2, sql`(1 + n % ${sizes.properties})`)}, at, at, ${member(n)}, 1
      from (select n, ${back(n, sizes.interactions, 1095)} as at from ${rows(sizes.interactions)}) s`,
    sql`insert into task (organization_id, id, title, due_at, assignee_id, property_id, status, completed_at, created_at, updated_at, created_by, version)
      select ${organization}, ${id(4, n)}, 'Call back', at + interval '14 days', ${member(n)}, ${id(2, sql`(1 + n % ${sizes.properties})`)},
        case when n % 10 < 2 then 'PENDING' else 'COMPLETED' end, case when n % 10 >= 2 then at end, at, at, ${member(n)}, 1
      from (select n, ${back(n, sizes.tasks, 365)} as at from ${rows(sizes.tasks)}) s`,
    sql`insert into activity (organization_id, id, at, kind, resource, record_id, title, actor_id, changes)
      select ${organization}, ${id(5, n)}, ${back(sql`(${sizes.activities} - n)`, sizes.activities, 365)},
        (array['create', 'edit', 'edit'])[1 + n % 3], resource, ${id(2, sql`(1 + n % ${sizes.properties})`)}, 'A-' || n, ${member(n)},
        case when n % 3 > 0 then '{"listPrice": [250000, 240000]}'::jsonb end
      from (select n, (array['properties', 'properties', 'clients', 'interactions', 'tasks'])[1 + (hashint4(n) & 3)] as resource from ${rows(sizes.activities)}) s`,
  ]
}
