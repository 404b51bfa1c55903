import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { draftMigration } from './draft.ts'
import { startEmbedded } from '../server/database/embedded.ts'
import { migrate } from '../server/database/migrate.ts'
import { migrationsOnDisk, prismaFolder } from '../server/database/schema-engine.ts'
import { PlainError } from '../server/plain-error.ts'
import { prepare } from '../server/prepare.ts'

// `npm run migration -- <name>`: writes the migration that leads from the existing ones to schema.prisma.
const say = (line: string) => console.log(line)
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oikion-migration-'))
fs.chmodSync(folder, 0o711)

try {
  await write(process.argv[2])
} catch (error) {
  console.error(error instanceof PlainError ? error.message : error)
  process.exitCode = 1
} finally {
  fs.rmSync(folder, { recursive: true, force: true })
}
// The engine leaves a timer of ten seconds behind.
process.exit()

async function write(name: string | undefined): Promise<void> {
  if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new PlainError('Name the migration in small letters and underscores: npm run migration -- add_contacts')
  }
  // First, so that a fault in the schema is told by Prisma, and new definitions count.
  await prepare({ log: say, build: false })
  const scratch = await startEmbedded(folder, () => undefined, true)
  try {
    await migrate(scratch.url, { log: () => undefined })
    const sql = await draftMigration(scratch.url)
    if (!sql) return say('Nothing to migrate: the migrations already say what schema.prisma and the definitions say.')
    const target = path.join(prismaFolder, 'migrations', `${timestamp()}_${name}`)
    fs.mkdirSync(target)
    fs.writeFileSync(path.join(target, 'migration.sql'), `${sql}\n`)
    say(`Wrote ${path.relative(process.cwd(), target)}/migration.sql. It is applied at the next start.`)
    const risky = sql
      .split('\n')
      .filter((line) => /\bDROP (TABLE|COLUMN)\b|SET NOT NULL|ADD COLUMN.* NOT NULL(?!.*DEFAULT)/.test(line))
    if (risky.length > 0) {
      say(`Read it first. These lines lose data, or fail where rows exist already (a rename looks like drop and add):`)
      for (const line of risky) say(`  ${line.trim()}`)
    }
  } finally {
    await scratch.stop()
  }
}

/** Migrations are applied in the order of their names, so a new one must come last whatever the clock says. */
function timestamp(): string {
  const now = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const last = migrationsOnDisk().at(-1)?.name.split('_')[0] ?? ''
  return now > last ? now : String(BigInt(last) + 1n)
}
