import type { AddressInfo } from 'node:net'
import fs from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import { v7 as uuid } from 'uuid'
import { createApp, type AppDeps } from '../app.ts'
import { hashPassword } from '../auth/passwords.ts'
import { openDatabase, type Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { isPooled, testDatabase } from '../database/testing.ts'
import { localFiles } from '../files/files.ts'
import { insertOrganization } from '../organizations/create.ts'
import { searchable } from '../resources/fold.ts'
import type { Role } from '../resources/roles.ts'
import { observed, requireNoFaults } from './contract.ts'
import { TestClient } from './testClient.ts'

export interface TestApp {
  url: string
  databaseUrl: string
  /** Past any pooler. */
  directUrl: string
  database: Database
  close(): Promise<void>
}

export const testSecret = 'a secret only this test knows, 32+'

/** Limits wide enough for a test's own sign-ins; tests of the limits set their own. */
export const testEnv = { isProduction: false, rateLimitFactor: 1000, publicUrl: 'http://oikion.test' }

/** The real application on a port of its own, over a database of its own. Files are taken; jobs need `importApp`. */
export async function testApp(deps: Partial<AppDeps> = {}): Promise<TestApp> {
  const own = await testDatabase()
  const databaseUrl = own.url
  const database = openDatabase({ url: databaseUrl, preparedStatements: !isPooled, connections: 5 })
  const second = isPooled ? openDatabase({ url: databaseUrl, preparedStatements: false, connections: 5 }) : undefined
  const folder = path.join(os.tmpdir(), `oikion-files-${uuid()}`)
  const sendJob = () => Promise.reject(new Error('This test has no jobs: use importApp'))
  const given = {
    imports: { files: localFiles(folder), sendJob },
    storage: { files: localFiles(folder), quota: 100_000_000 },
    env: testEnv,
    sessionSecret: testSecret,
    database,
    log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    ...deps,
  }
  const server = createServer(observed(inTurn(given, second))).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    databaseUrl,
    directUrl: own.directUrl,
    database,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await Promise.all([database.close(), second?.close()])
      await own.drop()
      fs.rmSync(folder, { recursive: true, force: true })
      requireNoFaults()
    },
  }
}

/** The application; with a second database two of them, as two processes have, and each request goes to the other one. */
export function inTurn(deps: AppDeps, second?: Database): RequestListener {
  const apps = [createApp(deps), ...(second ? [createApp({ ...deps, database: second })] : [])]
  let turn = 0
  return (req, res) => void apps[turn++ % apps.length]!(req, res)
}

/** For programs that are started on the application's database. */
export const environmentOf = ({ databaseUrl, directUrl }: TestApp) => ({
  DATABASE_URL: databaseUrl,
  DATABASE_MIGRATION_URL: directUrl,
  DATABASE_DIRECT_URL: directUrl,
  PREPARED_STATEMENTS: String(!isPooled),
})

export interface TestMember {
  userId: string
  memberId: string
  organizationId: string
  email: string
}

const password = 'a password for tests'
let passwordHash: Promise<string> | undefined

/** A person who can sign in, without any organization. */
export async function addUser(
  { database }: TestApp,
  name = 'Test Person',
): Promise<{ userId: string; email: string; name: string }> {
  passwordHash ??= hashPassword(password)
  const userId = uuid()
  const email = `${userId}@example.com`
  await database.shared.user.create({ data: { id: userId, email, name, passwordHash: await passwordHash } })
  return { userId, email, name }
}

/** An organization with its owner, or one more member of an existing one. */
export async function addMember(
  app: TestApp,
  role: Role = 'ORG_OWNER',
  given: { organizationId?: string; user?: { userId: string; email: string; name: string } } = {},
): Promise<TestMember> {
  const { userId, email, name } = given.user ?? (await addUser(app, `${role} person`))
  const organizationId = given.organizationId ?? uuid()
  const memberId = given.organizationId ? uuid() : await found(app, organizationId, { id: userId, email, name })
  if (given.organizationId) {
    await app.database.withOrganization({ organizationId, userId }, (tx) =>
      tx.query(sql`
        insert into membership (organization_id, id, user_id, role, name, email, search_text)
        values (${organizationId}::uuid, ${memberId}::uuid, ${userId}::uuid, ${role}, ${name}, ${email}, ${searchable(`${name} ${email}`)})`),
    )
  }
  return { userId, memberId, organizationId, email }
}

async function found(
  { database }: TestApp,
  id: string,
  owner: { id: string; email: string; name: string },
): Promise<string> {
  const organization = { id, slug: `org-${id}`, name: `Organization ${id}` }
  return database.asLogin((tx) => insertOrganization(tx, organization, owner))
}

/** Signs the member in over HTTP; the client speaks in the member's organization. */
export async function signIn(app: TestApp, member: { email: string; organizationId?: string }): Promise<TestClient> {
  const client = new TestClient(app.url, member.organizationId)
  const answer = await client.post('/api/auth/login', { email: member.email, password })
  if (answer.status !== 200) throw new Error(`Sign-in failed with ${answer.status}: ${answer.text}`)
  return client
}

/** A new organization's owner (or the role given beside one), signed in. */
export async function signedIn(app: TestApp, role: Role = 'ORG_OWNER', organizationId?: string) {
  const owner = organizationId ? undefined : await addMember(app)
  const id = organizationId ?? owner?.organizationId
  const member = role === 'ORG_OWNER' && owner ? owner : await addMember(app, role, { organizationId: id })
  return { client: await signIn(app, member), ...member }
}

/** Ends a membership behind the application's back. */
export async function removeMember({ database }: TestApp, member: TestMember): Promise<void> {
  const removed = await database.withOrganization(member, (tx) =>
    tx.query(sql`update membership set deleted_at = now() where id = ${member.memberId}::uuid returning id`),
  )
  if (removed.length !== 1) throw new Error('The member was not there to be removed')
}
