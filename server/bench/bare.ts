import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { v7 as uuid } from 'uuid'
import pg from 'pg'
import copy from 'pg-copy-streams'
import { Batch } from '../database/batch.ts'
import { openDatabase, type Database } from '../database/index.ts'
import { sql, type Sql } from '../database/sql.ts'
import { enter, type TenantContext } from '../database/tenant.ts'
import { authorize, type Access } from '../records/access.ts'
import { inlined } from '../database/literals.ts'
import { createRecord } from '../records/create.ts'
import { exportQuery, parseExport } from '../records/export.ts'
import { listRecords } from '../records/list.ts'
import { parseQuery } from '../records/query.ts'
import { showRecord } from '../records/show.ts'
import { properties } from '../resources/properties.ts'

/**
 * The physical limit to compare with: `node:http` and `pg`, no session, no roles, no framework. It sends exactly the
 * SQL that the server's engine sends for the same request, under the same row-level security, in one round trip.
 * Started by run.ts with `{ url, access, id, body }` as its argument; tells its port.
 */
const { url, access, id, body } = JSON.parse(process.argv[2] ?? '{}') as {
  url: string
  access: Access
  id: string
  body: unknown
}
const pool = new pg.Pool({ connectionString: url, max: 10 })
const scope = authorize(access, properties, 'list')

const routes: Record<string, (path: URL) => Promise<string>> = {
  'GET /list': async (path) => {
    const query = parseQuery(properties, path.searchParams, access)
    return first(await run(await recorded(path.search, (database) => listRecords(database, scope, query))))
  },
  'GET /one': async () => first(await run(await recorded('show', (database) => showRecord(database, scope, id)))),
  'POST /create': async () => {
    const [advance, insert] = await creation()
    return first(await run([advance as Sql, withNewId(insert as Sql)]))
  },
}

const server = http.createServer((req, res) => {
  const path = new URL(req.url ?? '/', 'http://localhost')
  if (path.pathname === '/export') return void streamExport(res, path.searchParams.has('stored'))
  const route = routes[`${req.method} ${path.pathname}`]
  if (!route) return void res.writeHead(404).end()
  req.resume()
  route(path).then(
    (json) => res.writeHead(200, { 'Content-Type': 'application/json' }).end(json),
    (error: unknown) => res.writeHead(500).end(String(error)),
  )
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))

const statements = new Map<string, Promise<Sql[]>>()

/** The engine's own statements for a request, recorded once instead of copied here. */
function recorded(key: string, ask: (database: Database) => Promise<unknown>): Promise<Sql[]> {
  const known = statements.get(key) ?? record(ask)
  statements.set(key, known)
  return known
}

async function record(ask: (database: Database) => Promise<unknown>): Promise<Sql[]> {
  const seen: Sql[] = []
  const real = openDatabase({ url, preparedStatements: true, connections: 1 })
  const recorder: Database = {
    ...real,
    read: (context, statement) => (seen.push(statement), real.read(context, statement)),
    withOrganization: (context, work) =>
      real.withOrganization(context, (tx) => {
        const query = tx.query.bind(tx)
        tx.query = <T>(statement: Sql) => (seen.push(statement), query<T>(statement))
        return work(tx)
      }),
  }
  await ask(recorder)
  await real.close()
  return seen
}

const creation = () =>
  recorded('create', (database) => createRecord(database, properties, body, { access, now: new Date() }))

/** The recorded INSERT with an id and a reference of its own. */
function withNewId(insert: Sql): Sql {
  const fresh = uuid()
  const values = insert.values.map((value) => {
    if (typeof value !== 'string' || !value.startsWith('[{')) return value
    const [row] = JSON.parse(value) as [Record<string, unknown>]
    const isActivity = 'kind' in row
    return JSON.stringify([
      isActivity ? { ...row, id: uuid(), record_id: fresh } : { ...row, id: fresh, reference: fresh },
    ])
  })
  return { text: insert.text, values } as unknown as Sql
}

async function run(list: Sql[]) {
  const client = await pool.connect()
  try {
    const context: TenantContext = access
    const batch = new Batch([enter(context), ...list].map((statement) => ({ sql: statement, name: nameOf(statement) })))
    client.query(batch as unknown as pg.Submittable)
    return (await batch.done).at(-1)?.rows ?? []
  } finally {
    client.release()
  }
}

const names = new Map<string, string>()
function nameOf({ text }: Sql): string {
  const name = names.get(text) ?? `b${names.size}`
  names.set(text, name)
  return name
}

const first = (rows: Record<string, unknown>[]) => String(rows[0]?.['body'] ?? '[]')

/** A bare COPY stream of the export's own query, or of the columns as they are stored. */
async function streamExport(res: http.ServerResponse, isStored: boolean): Promise<void> {
  const client = await pool.connect()
  await client.query('begin')
  await client.query(`select set_config('role', 'oikion_tenant', true), set_config('app.organization_id', $1, true)`, [
    access.organizationId,
  ])
  const query = isStored ? storedColumns : inlined(exportQuery(parseExport(properties, new URLSearchParams(), access)))
  const rows = client.query(copy.to(`copy (${query}) to stdout with (format csv)`))
  rows.pipe(res.writeHead(200, { 'Content-Type': 'text/csv' }))
  rows.once('end', () => {
    void client.query('commit').then(() => client.release())
  })
}

const storedColumns = `select reference, property_type, city, district, living_area, bedrooms_total, list_price_cents, status, agent_id, updated_at
  from property where deleted_at is null order by updated_at desc nulls last, id desc`

// Warms what every run would otherwise pay once.
await pool.query(sql`select 1`.text)
