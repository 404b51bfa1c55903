import { randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { hashToken, type Secrets } from './secrets.ts'

/** 30-second codes of six digits (RFC 6238), as every authenticator app reads them. */
const totpOf = (secret: string, label = '') => new TOTP({ issuer: 'Oikion', label, secret: Secret.fromBase32(secret) })

/** A new secret and the address that an authenticator app reads from the QR code. */
export function newTotp(email: string): { secret: string; uri: string } {
  const secret = new Secret({ size: 20 }).base32
  return { secret, uri: totpOf(secret, email).toString() }
}

/** The time step a code belongs to, one step early or late allowed; undefined when it is none. */
export function stepOf(secret: string, code: string, now: Date): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined
  const totp = totpOf(secret)
  const delta = totp.validate({ token: code, timestamp: now.getTime(), window: 1 })
  return delta === null ? undefined : totp.counter({ timestamp: now.getTime() }) + delta
}

/** Checks a second factor's code, which is used up by it: a step counts once, and so does a recovery code. */
export async function useSecondFactor(
  database: Database,
  secrets: Secrets,
  userId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const plain = code.replace(/[\s-]/g, '').toLowerCase()
  const [user] = await database.ask<{ totpSecret: string | null }>(
    sql`select totp_secret as "totpSecret" from "user" where id = ${userId}::uuid and totp_confirmed_at is not null`,
  )
  if (!user?.totpSecret) return false
  const step = stepOf(secrets.open(user.totpSecret), plain, now)
  const used =
    step === undefined
      ? await database.ask(sql`
          update "user" set recovery_codes = array_remove(recovery_codes, ${hashToken(plain)}::bytea)
          where id = ${userId}::uuid and ${hashToken(plain)}::bytea = any(recovery_codes) returning id`)
      : await database.ask(sql`
          update "user" set totp_last_step = ${step}::bigint
          where id = ${userId}::uuid and (totp_last_step is null or totp_last_step < ${step}::bigint) returning id`)
  return used.length === 1
}

/** Without letters and digits that look alike. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Ten recovery codes of 59 bits for people to keep, and the hashes to store. */
export function newRecoveryCodes(): { codes: string[]; hashes: Buffer[] } {
  const plain = Array.from({ length: 10 }, () =>
    Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)]).join(''),
  )
  const codes = plain.map((code) => `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`)
  return { codes, hashes: plain.map(hashToken) }
}
