import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { PlainError } from '../plain-error.ts'
import type { Account } from './postgres-files.ts'

/** One PostgreSQL data directory (`<home>/data`) and what is needed to run it. */
export interface Cluster {
  programs: string
  home: string
  account: Account
  scratch: boolean
}

// Nothing of the operator's PG* variables may reach our own server; messages are parsed by nobody but read in English.
export const cleanEnvironment = { PATH: process.env['PATH'], LC_ALL: 'C' }

/** Creates the data directory, whole or not at all: Greek sorting by ICU where the build has it, always UTF-8. */
export async function initialise(cluster: Cluster, password: string): Promise<void> {
  const draft = path.join(cluster.home, 'data.new')
  const passwordFile = path.join(cluster.home, 'password.new')
  const icu = ['--locale-provider=icu', '--icu-locale=el']
  // LC_CTYPE must know Greek letters too (trigrams go by it); C.UTF-8 is missing on macOS.
  const locales = [[...icu, '--locale=C.UTF-8'], [...icu, '--locale=en_US.UTF-8'], ['--locale=C.UTF-8'], ['--locale=C']]
  let failure: unknown
  for (const locale of locales) {
    fs.rmSync(draft, { recursive: true, force: true })
    fs.mkdirSync(draft, { mode: 0o700 })
    fs.writeFileSync(passwordFile, password, { mode: 0o600 })
    for (const file of [draft, passwordFile]) own(file, cluster.account)
    const options = [`--pgdata=${draft}`, '--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
    try {
      await promisify(execFile)(
        path.join(cluster.programs, 'bin', 'initdb'),
        [...options, '--encoding=UTF8', ...locale, ...(cluster.scratch ? ['--no-sync'] : [])],
        { ...cluster.account, cwd: '/', env: cleanEnvironment },
      )
      fs.renameSync(draft, path.join(cluster.home, 'data'))
      return
    } catch (error) {
      failure = error
    } finally {
      fs.rmSync(passwordFile, { force: true })
    }
  }
  throw new PlainError(`The embedded database could not be created in ${cluster.home}: ${reason(failure)}`)
}

function own(file: string, { uid, gid }: Account): void {
  if (uid !== undefined && gid !== undefined) fs.chownSync(file, uid, gid)
}

function reason(error: unknown): string {
  const text = error instanceof Error ? ((error as { stderr?: string }).stderr ?? '') || error.message : String(error)
  return text.trim()
}
