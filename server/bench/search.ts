import os from 'node:os'
import { addOrganization, openBenchDatabase, password, type BenchMember } from './build.ts'
import { latency } from './measure.ts'
import { runServer } from './runServer.ts'
import { hashPassword } from '../auth/passwords.ts'
import { sql } from '../database/sql.ts'
import { testCluster } from '../database/testing.ts'
import type { Hit } from '../records/search.ts'

/** `npx tsx server/bench/search.ts`: the search box over 200,000 properties and 200,000 clients. See README.md beside this file. */
const size = 200_000
const say = (line: string) => console.log(line)

const cluster = await testCluster()
const database = openBenchDatabase(cluster.templateUrl)
const owner = await addOrganization(database, 0, await hashPassword(password))
say(`${size} properties and ${size} clients …`)
await fill(owner)
await database.pool.query('vacuum analyze')
const server = await runServer(cluster.templateUrl)
const { url } = server
try {
  const session = await server.signIn(owner)
  say(
    `\n${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, Node ${process.version}, load ${os.loadavg()[0]?.toFixed(1)}\n`,
  )
  say('| sought | finds first | p50 | p99 |\n|---|---|---|---|')
  const cases: [string, string][] = [
    ['kifisia', 'Κηφισιά'],
    ['ΚΗΦΙΣΙΑ', 'Κηφισιά'],
    ['κηφισια', 'Κηφισιά'],
    ['Κηφισιά', 'Κηφισιά'],
    ['ekali', 'Εκάλη'],
    ['+30 694 0012345', '+306940012345'],
    ['6940012345', '+306940012345'],
    ['0030 6940 012 345', '+306940012345'],
    ['A-1042', 'A-1042'],
    ['a-77', 'A-77'],
    ['Παπαδόπουλος Μαρία', 'Μαρία Παπαδόπουλος'],
    ['αθη', 'Αθήνα'],
    ['xyzzy', ''],
  ]
  for (const [sought, first] of cases) {
    const address = `${url}/api/search?q=${encodeURIComponent(sought)}`
    const hits = (await (await fetch(address, session)).json()) as Hit[]
    const text = hits[0] ? `${hits[0].title} · ${hits[0].subtitle}` : ''
    const isFirst = first ? text.split(/ · | /).includes(first) || text.startsWith(`${first} ·`) : !text
    const { p50, p99 } = await latency({ url: address, ...session }, 100)
    say(`| ${sought} | ${isFirst ? '' : '**wrong:** '}${text} | ${p50.toFixed(1)} ms | ${p99.toFixed(1)} ms |`)
  }
} finally {
  await database.close()
  await server.stop()
  await cluster.stop()
}
process.exit()

/** Made by PostgreSQL from row numbers: the same data every time. An eighth of the properties is in Kifisia, one in Ekali. */
async function fill({ organizationId, memberId }: BenchMember): Promise<void> {
  const cities = ['Αθήνα', 'Αθήνα', 'Αθήνα', 'Πειραιάς', 'Θεσσαλονίκη', 'Κηφισιά', 'Γλυφάδα', 'Χανιά']
  const streets = ['Πατησίων', 'Ερμού', 'Κολοκοτρώνη', 'Ελευθερίου Βενιζέλου', 'Αγίου Δημητρίου', 'Λεωφόρος Συγγρού', 'Παπανικολή'] // prettier-ignore
  const names = ['Μαρία', 'Γιώργος', 'Ελένη', 'Νίκος', 'Κατερίνα', 'Δημήτρης', 'Άννα', 'Κώστας', 'Σοφία']
  const families = ['Παπαδόπουλος', 'Οικονόμου', 'Βλάχος', 'Νικολάου', 'Αντωνίου', 'Κωνσταντίνου', 'Γεωργίου', 'Δημητρίου', 'Ιωάννου', 'Μακρής', 'Ρήγας'] // prettier-ignore
  const someAtATime = 10_000
  for (let from = 1; from <= size; from += someAtATime) {
    const rows = sql`generate_series(${from}::int, ${from + someAtATime - 1}::int) n`
    await database.withOrganization({ organizationId, userId: owner.userId }, async (tx) => {
      await tx.query(sql`
      insert into property (organization_id, id, reference, property_type, transaction_type, status, list_price_cents, country, city, street,
        street_number, address_visibility, created_at, updated_at, created_by, version, search_text)
      select ${organizationId}::uuid, gen_random_uuid(), 'A-' || n, 'APARTMENT', 'SALE', 'ACTIVE', 10000000 + n, 'GR', city, street, n % 180, 'AREA',
        at, at, ${memberId}::uuid, 1, oikion_searchable('A-' || n || ' ' || city || ' ' || street)
      from (select n, case n when 77 then 'Εκάλη' else (${cities}::text[])[1 + (hashint4(n * 5) & 7)] end as city,
        (${streets}::text[])[1 + n % ${streets.length}::int] as street, now() - n * interval '37 seconds' as at from ${rows}) s`)
      await tx.query(sql`
      insert into client (organization_id, id, name, client_type, email, phone, created_at, updated_at, created_by, version, search_text)
      select ${organizationId}::uuid, gen_random_uuid(), name, 'PERSON', email, phone, at, at, ${memberId}::uuid, 1,
        oikion_searchable(name || ' ' || email || ' ' || phone) || ' ' || substr(phone, 4)
      from (select (${names}::text[])[1 + n % ${names.length}::int] || ' ' || (${families}::text[])[1 + n % ${families.length}::int] as name,
        'c' || n || '@example.com' as email, '+30694' || lpad(n::text, 7, '0') as phone, now() - n * interval '41 seconds' as at
        from ${rows}) s`)
    })
  }
}
