import { hash, verify } from '@node-rs/argon2'
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import { z } from 'zod'

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

let estimator: ZxcvbnFactory | undefined

/**
 * What is wrong with a password somebody wants to choose, if anything: common ones, and those made of the person's own
 * name or address, are guessed first (NIST SP 800-63B §5.1.1.2).
 */
export function passwordFault(password: string, about: string[]): string | undefined {
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
  const words = about.flatMap((text) => [text, ...text.split(/[\s@.]+/)]).filter((word) => word.length > 2)
  // Guesses of four digits and less: what an attacker tries in a minute.
  return estimator.check(password.slice(0, 64), words).guessesLog10 < 6 ? 'is too easy to guess' : undefined
}
