import { startEmbedded } from '../database/embedded.ts'
import { openDatabase } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { accessIn } from '../organizations/access.ts'
import { periodsAround } from '../dashboard/periods.ts'
import { readDashboard } from '../dashboard/dashboard.ts'
import { ageingBlock } from '../dashboard/ageing.ts'
import { monthsBlock } from '../dashboard/months.ts'
import { newestBlock } from '../dashboard/newest.ts'
import { peopleBlock } from '../dashboard/people.ts'
import { stockBlock } from '../dashboard/stock.ts'
import { tasksBlock } from '../dashboard/tasks.ts'
import { viewingsBlock } from '../dashboard/viewings.ts'
const e = await startEmbedded('/tmp/bench-dash', console.log)
try {
const db = openDatabase({ url: e.url, preparedStatements: true })
const users = await db.shared.user.findMany()
for (const mode of ['owner', 'agent', 'own']) {
  const u = users.find((x) => x.email.startsWith(mode === 'owner' ? 'bench' : 'agent'))!
  const orgs = await db.read<{o:string}>({ organizationId: null, userId: u.id }, sql`select organization_id as o from membership`)
  const access = await accessIn(db, u.id, orgs[0]!.o)
  if (mode === 'own') access.settings = { ...access.settings, visibility: { properties: 'own', clients: 'own', tasks: 'own' } }
  const now = new Date()
  const p = periodsAround(now, 'Europe/Athens')
  const blocks: Record<string, any> = { tasks: tasksBlock(access, p), viewings: viewingsBlock(access, p), newest: newestBlock(access), stock: stockBlock(access), ageing: ageingBlock(access, p), months: monthsBlock(access, p) }
  if (mode === 'owner') blocks.people = peopleBlock(access, p)
  blocks.ref = { sql: sql`(select count(*) from property t where organization_id = ${access.organizationId}::uuid and deleted_at is null)` }
  for (const [name, b] of Object.entries(blocks)) {
    const times: number[] = []
    for (let i = 0; i < 15; i++) { const s = performance.now(); await db.read(access, sql`select ${b.sql} as x, set_config('max_parallel_workers_per_gather', '0', true)`); times.push(performance.now() - s) }
    console.log(mode, name, 'first', times[0]!.toFixed(1), 'then', times.slice(6).sort((a, b) => a - b)[4]!.toFixed(1))
    if (process.argv[2] === name && (process.argv[3] ?? 'owner') === mode) {
      const ex = await db.read<{ 'QUERY PLAN': string }>(access, sql`explain (analyze, buffers) select ${b.sql} as x`, { planOnce: false })
      console.log(ex.map((r) => r['QUERY PLAN']).join('\n'))
    }
  }
  const times: number[] = []
  for (let i = 0; i < 25; i++) { const s = performance.now(); await readDashboard(db, access, new Date()); times.push(performance.now() - s) }
  console.log(mode, 'ALL', times.map((x) => x.toFixed(0)).join(' '))
}
await db.close()
} finally { await e.stop() }
process.exit()
