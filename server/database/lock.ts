import fs from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { PlainError } from '../plain-error.ts'
import { birthOf } from './processes.ts'

interface Owner {
  pid: number
  /** Tells this process from a later one with the same number. */
  birth: string
}

/** The living process that holds the lock file, if any. */
export function lockOwner(file: string): number | undefined {
  try {
    const owner = JSON.parse(fs.readFileSync(file, 'utf8')) as Owner
    return birthOf(owner.pid) === owner.birth ? owner.pid : undefined
  } catch {
    return undefined
  }
}

/**
 * Takes the lock file for this process and returns how to give it back. A lock left by a process that is gone is
 * taken over. Throws a PlainError naming `subject` when a living process holds it.
 */
export async function takeLock(file: string, subject: string): Promise<() => void> {
  const mine = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) ?? '' } satisfies Owner)
  const draft = `${file}.${process.pid}`
  fs.writeFileSync(draft, mine)
  try {
    for (;;) {
      const holder = lockOwner(file)
      if (holder !== undefined) throw inUse(subject, holder)
      const stale = fs.existsSync(file)
      if (stale) fs.rmSync(file, { force: true })
      if (!link(draft, file)) continue
      // Two starts may both have found the same stale lock; whoever linked last has it.
      if (stale) await wait(100)
      if (fs.readFileSync(file, 'utf8') === mine) break
    }
  } finally {
    fs.rmSync(draft, { force: true })
  }
  return () => {
    if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === mine) fs.rmSync(file)
  }
}

/** A link appears with its content or not at all, unlike a file that is created and then written. */
function link(from: string, to: string): boolean {
  try {
    fs.linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function inUse(subject: string, pid: number): PlainError {
  return new PlainError(
    `${subject} is in use by another Oikion server (process ${pid}). Stop that one, or set DATA_DIR to another folder.`,
  )
}
