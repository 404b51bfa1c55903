import fs from 'node:fs'
import path from 'node:path'
import { pino, type Logger } from 'pino'
import { openEmbedded } from '../database/embedded.ts'
import { openDatabase, type Database } from '../database/index.ts'
import { migrate } from '../database/migrate.ts'
import { proveIsolation } from '../database/proof.ts'
import { projectRoot, readEnv, type Env } from '../env.ts'
import { Problem, type FieldError } from '../errors.ts'
import { write } from '../messages/write.ts'
import { accessIn } from '../organizations/access.ts'
import { PlainError } from '../plain-error.ts'
import type { Access } from '../records/access.ts'
import type { Definition } from '../resources/define.ts'
import type { Files } from '../files/files.ts'
import { openFiles } from '../files/open.ts'
import { resources } from '../resources/index.ts'

/** Who is at the command line, and in which organization. */
export interface Caller {
  organization: string
  as: string
}

export interface Session {
  database: Database
  access: Access
  log: Logger
  /** Where uploaded files are kept. */
  files: Files
  /** The login that owns the database. */
  ownerUrl: string
}

const say = (line: string) => console.error(line)

/** For one member of one organization: a command may do what that member may do on the screen. */
export async function withSession<T>(caller: Caller, run: (session: Session) => Promise<T>): Promise<T> {
  return withDatabase(async (opened) => run({ ...opened, access: await accessOfCaller(opened.database, caller) }))
}

/** The server's environment; a command has no use for the secret of the sessions. */
export function commandEnv(): Env {
  if (fs.existsSync(path.join(projectRoot, '.env'))) process.loadEnvFile(path.join(projectRoot, '.env'))
  return readEnv({
    ...process.env,
    SESSION_SECRET: process.env['SESSION_SECRET'] ?? 'no session is made here'.padEnd(32),
  })
}

/** Opens the server's own database, migrated and proven to isolate, beside a running server or alone. */
export async function withDatabase<T>(run: (opened: Omit<Session, 'access'>) => Promise<T>): Promise<T> {
  const env = commandEnv()
  const embedded = env.databaseUrl ? undefined : await openEmbedded(env.dataDir, say)
  try {
    const url = env.databaseUrl ?? embedded?.url ?? ''
    const ownerUrl = env.migrationUrl ?? url
    await migrate(ownerUrl, { log: say, appUrl: url })
    const { preparedStatements, isPooled } = env
    const database = openDatabase({ url, preparedStatements, isPooled, connections: 4 })
    try {
      await proveIsolation(database.pool)
      return await run({ database, log: pino({ level: 'silent' }), files: await openFiles(env), ownerUrl })
    } finally {
      await database.close()
    }
  } finally {
    await embedded?.stop()
  }
}

async function accessOfCaller(database: Database, { organization, as }: Caller): Promise<Access> {
  const user = await database.shared.user.findUnique({
    where: { email: as.trim().toLowerCase() },
    select: { id: true },
  })
  if (!user) throw new PlainError(`Nobody signs in with the e-mail address ${as}.`)
  const { rows } = await database.pool.query<{ id: string }>('select id from organization where slug = $1', [
    organization,
  ])
  const id = rows[0]?.id
  if (!id)
    throw new PlainError(
      `There is no organization ${organization}; give its slug, as it stands in the address of its pages.`,
    )
  return accessIn(database, user.id, id)
}

/** Throws a PlainError naming the resources there are. */
export function resourceNamed(name: string): Definition {
  const definition = Object.hasOwn(resources, name) ? resources[name] : undefined
  if (definition) return definition
  throw new PlainError(`There is no resource ${name}. There are: ${Object.keys(resources).join(', ')}.`)
}

/** What went wrong, in words for the terminal. */
export function explain(error: unknown): string {
  if (error instanceof PlainError) return error.message
  if (!(error instanceof Problem)) {
    // What the system says of files and connections needs no stack.
    if (error instanceof Error) return 'code' in error ? error.message : (error.stack ?? error.message)
    return String(error)
  }
  const errors = (error.members['errors'] ?? []) as FieldError[]
  if (errors.length < 2) return error.message
  return errors.map(({ pointer, detail }) => `${pointer.slice(1)}: ${write(detail, 'en')}`).join('\n')
}
