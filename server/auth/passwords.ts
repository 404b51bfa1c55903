import { hash, verify } from '@node-rs/argon2'
import type { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { z } from 'zod'
import type { Message } from '../messages/message.ts'

/** OWASP's parameters for argon2id, which is this library's default algorithm: 19 MiB, two passes, one lane. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A password that may be chosen: long enough, and no longer than hashing should be asked to bear. */
export const NewPassword = z.string().min(10).max(200)

export function hashPassword(password: string): Promise<string> {
  return hash(password, options)
}

let decoy: Promise<string> | undefined

/** Checks a password; an account without one costs the same time as one with. */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password')
  const matches = await verify(stored ?? (await decoy), password)
  return matches && typeof stored === 'string'
}

let estimator: Promise<ZxcvbnFactory> | undefined

/** Loaded with the first password that somebody chooses: its word lists would make every start slower. */
async function loadEstimator(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return new Factory({ dictionary, graphs: adjacencyGraphs })
}

/**
 * What is wrong with a password somebody wants to choose, if anything: common ones, and those made of the person's own
 * name or address, are guessed first (NIST SP 800-63B §5.1.1.2).
 */
export async function passwordFault(password: string, about: string[]): Promise<Message | undefined> {
  estimator ??= loadEstimator()
  const words = about.flatMap((text) => [text, ...text.split(/[\s@.]+/)]).filter((word) => word.length > 2)
  // Guesses of four digits and less: what an attacker tries in a minute.
  return (await estimator).check(password.slice(0, 64), words).guessesLog10 < 6 ? 'is too easy to guess' : undefined
}
