import type pg from 'pg'
import { hashPassword } from '../../server/auth/passwords.ts'
import { defaultSettings } from '../../server/resources/settings.ts'
import { searchable } from '../../server/resources/fold.ts'
import type { Clock } from './clock.ts'
import { step } from './load.ts'
import { demoPassword, organizations, people, type DemoMember, type DemoOrganization } from './organizations.ts'
import type { Member } from './plan.ts'
import { Random } from './random.ts'

interface User {
  id: string
  email: string
  name: string
  lastOrganizationId: string
  createdAt: Date
}

/** An organization with its people, ready to be stored. */
interface Tenant {
  id: string
  slug: string
  name: string
  personalUserId: string | null
  createdAt: Date
  members: Member[]
  /** What it is told to hold; none for personal workspaces. */
  demo?: DemoOrganization
}

/** The agencies with their members, and each person's own workspace. */
export function tenantsOf(clock: Clock): { users: User[]; tenants: Tenant[] } {
  const random = new Random('people')
  const ids = new Map(people.map(({ email }) => [email, random.id()]))
  const idOf = (email: string) => ids.get(email) ?? random.id()
  const agencies = organizations.map((demo): Tenant => {
    const id = random.id()
    const members = demo.members.map((member) => memberOf(random, clock, id, idOf(member.email), member))
    const createdAt = clock.at(random, demo.foundedDaysAgo + 1)
    return { id, slug: demo.slug, name: demo.name, personalUserId: null, createdAt, members, demo }
  })
  const users = people.map(({ email, name }): User => {
    const places = agencies.filter((agency) => agency.members.some((member) => member.email === email))
    const joined = places.flatMap(({ members }) => members.filter((member) => member.email === email))
    const createdAt = new Date(Math.min(...joined.map(({ joinedAt }) => joinedAt.getTime())))
    return { id: idOf(email), email, name, lastOrganizationId: places[0]?.id ?? '', createdAt }
  })
  const workspaces = people.map(({ email, name, slug }, index): Tenant => {
    const id = random.id()
    const createdAt = users[index]?.createdAt ?? clock.now
    const owner = memberOf(random, clock, id, idOf(email), { email, role: 'ORG_OWNER', joinedDaysAgo: 0, share: 1 })
    return { id, slug, name, personalUserId: idOf(email), createdAt, members: [{ ...owner, joinedAt: createdAt }] }
  })
  return { users, tenants: [...agencies, ...workspaces] }
}

function memberOf(random: Random, clock: Clock, organizationId: string, userId: string, demo: DemoMember): Member {
  const id = random.id()
  const access = { organizationId, userId, memberId: id, role: demo.role, settings: defaultSettings, isPersonal: false }
  return { ...demo, id, access, joinedAt: clock.at(random, demo.joinedDaysAgo) }
}

/** Stores people, organizations and memberships. Begins as the login role and ends as a tenant. */
export async function insertPeople(client: pg.PoolClient, users: User[], tenants: Tenant[]): Promise<void> {
  const hashes = await Promise.all(users.map(() => hashPassword(demoPassword)))
  await client.query(
    `insert into "user" (id, email, name, password_hash, last_organization_id, created_at)
     select id, email, name, hash, "lastOrganizationId", "createdAt" from jsonb_to_recordset($1)
       as r(id uuid, email text, name text, hash text, "lastOrganizationId" uuid, "createdAt" timestamptz)`,
    [JSON.stringify(users.map((user, index) => ({ ...user, hash: hashes[index] })))],
  )
  await client.query(
    `insert into organization (id, slug, name, is_personal, personal_user_id, created_at)
     select id, slug, name, "personalUserId" is not null, "personalUserId", "createdAt" from jsonb_to_recordset($1)
       as r(id uuid, slug text, name text, "personalUserId" uuid, "createdAt" timestamptz)`,
    [
      JSON.stringify(
        tenants.map(({ id, slug, name, personalUserId, createdAt }) => ({ id, slug, name, personalUserId, createdAt })),
      ),
    ],
  )
  const names = new Map(users.map(({ email, name }) => [email, name]))
  for (const { members } of tenants) await insertMembers(client, members, names)
}

async function insertMembers(client: pg.PoolClient, members: Member[], names: Map<string, string>): Promise<void> {
  const [founder] = members
  if (!founder) return
  await step(client, founder.access)
  const rows = members.map(({ id, email, role, access, joinedAt }) => {
    const name = names.get(email) ?? email
    return { ...access, id, email, role, name, joinedAt, founder: founder.id, search: searchable(`${name} ${email}`) }
  })
  await client.query(
    `insert into membership (organization_id, id, user_id, role, name, email, search_text, created_at, updated_at, created_by)
     select "organizationId", id, "userId", role, name, email, search, "joinedAt", "joinedAt", founder from jsonb_to_recordset($1)
       as r("organizationId" uuid, id uuid, "userId" uuid, role text, name text, email text, search text, "joinedAt" timestamptz, founder uuid)`,
    [JSON.stringify(rows)],
  )
}
