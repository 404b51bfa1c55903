import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Database } from '../database/index.ts'
import { Problem } from '../errors.ts'
import { say } from '../messages/message.ts'

const minute = 60

/** How often what guesses or mails may be tried: per internet address and per account, in so many seconds. */
const rules = {
  'sign-in': { perAddress: 100, perAccount: 10, seconds: 15 * minute },
  'second-factor': { perAddress: 50, perAccount: 10, seconds: 15 * minute },
  proof: { perAddress: 50, perAccount: 10, seconds: 15 * minute },
  link: { perAddress: 60, perAccount: 60, seconds: 15 * minute },
  mail: { perAddress: 30, perAccount: 5, seconds: 60 * minute },
  calendar: { perAddress: 60, perAccount: 60, seconds: 15 * minute },
  'webhook-test': { perAddress: 60, perAccount: 30, seconds: 15 * minute },
  invite: { perAddress: 1000, perAccount: 200, seconds: 60 * minute },
} as const
export type Limited = keyof typeof rules

export interface Subject {
  /** IP address of the caller. */
  address: string | undefined
  /** What is guessed at or mailed to: an e-mail address, known or not, or a person's id. */
  account?: string
  /** How many tries at once; 1 by default. */
  points?: number
}

export interface Limits {
  /** Counts a try. Throws 429 with `retryAfter` seconds when there were too many. */
  count(what: Limited, subject: Subject): Promise<void>
  /** Takes a try back that turned out to be right: people who sign in are not those who guess. */
  forgive(what: Limited, subject: Subject): Promise<void>
}

/**
 * Limits kept in PostgreSQL, so that several server processes count together. Keys are hashes: the table tells nobody
 * who tried to sign in. `factor` multiplies them, for offices where many people share one address.
 */
export function limitsIn(database: Database, factor: number): Limits {
  const limiters = new Map<string, RateLimiterPostgres>()
  const limiterFor = (what: Limited, by: 'perAddress' | 'perAccount') => {
    const name = `${what} ${by}`
    const known = limiters.get(name) ?? limiterIn(database, name, rules[what][by] * factor, rules[what].seconds)
    limiters.set(name, known)
    return known
  }
  const keysOf = (what: Limited, { address, account }: Subject): [RateLimiterPostgres, string][] => [
    [limiterFor(what, 'perAddress'), keyOf(networkOf(address))],
    ...(account === undefined
      ? []
      : [[limiterFor(what, 'perAccount'), keyOf(account.trim().toLowerCase())] as [RateLimiterPostgres, string]]),
  ]
  return {
    async count(what, subject) {
      const tries = keysOf(what, subject).map(([limiter, key]) => limiter.consume(key, subject.points))
      const refused = (await Promise.allSettled(tries)).flatMap((try_) =>
        try_.status === 'rejected' ? [try_.reason as unknown] : [],
      )
      for (const reason of refused) if (!(reason instanceof RateLimiterRes)) throw reason
      if (refused.length > 0) throw tooMany(refused as RateLimiterRes[])
    },
    async forgive(what, subject) {
      const [address, account] = keysOf(what, subject)
      await Promise.all([address && address[0].reward(address[1]), account && account[0].delete(account[1])])
    },
  }
}

function limiterIn({ pool }: Database, keyPrefix: string, points: number, duration: number): RateLimiterPostgres {
  return new RateLimiterPostgres({
    // Without the statement's name: some poolers forward none.
    storeClient: { query: ({ text, values }: { text: string; values: unknown[] }) => pool.query(text, values) },
    storeType: 'client',
    tableName: 'rate_limit',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix,
    points,
    duration,
  })
}

function tooMany(refused: RateLimiterRes[]): Problem {
  const retryAfter = Math.ceil(Math.max(...refused.map(({ msBeforeNext }) => msBeforeNext)) / 1000)
  const minutes = Math.ceil(retryAfter / 60)
  const detail =
    minutes === 1
      ? 'Too many tries. Wait 1 minute, then try again'
      : say('Too many tries. Wait {minutes} minutes, then try again', { minutes })
  return new Problem('too-many', detail, { retryAfter })
}

/** An IPv6 customer has a whole /64 to try from. */
function networkOf(address = ''): string {
  const plain = address.replace(/^::ffff:/, '')
  return isIPv6(plain) ? new URL(`http://[${plain}]`).hostname.split(':').slice(0, 4).join(':') : plain
}

const keyOf = (text: string) => createHash('sha256').update(text).digest('base64url')

/** Removes counters that have run out. */
export async function purgeLimits({ pool }: Database, now: Date): Promise<void> {
  await pool.query('delete from rate_limit where expire < $1', [now.getTime()])
}
