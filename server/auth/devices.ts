import Bowser from 'bowser'
import { parse } from 'cookie'
import type { Request, Response } from 'express'
import { randomBytes } from 'node:crypto'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { queueMail } from '../mail/outbox.ts'
import type { Language } from '../resources/settings.ts'
import { hashToken } from './secrets.ts'
import { cookieName } from './sessions.ts'

const year = 365 * 24 * 3600 * 1000

/** The cookie by which a browser is known again, whoever signs in with it. It opens nothing by itself. */
const nameOf = (isProduction: boolean) => cookieName('oikion.device', isProduction)

export function deviceToken(req: Request, isProduction: boolean): string | undefined {
  const token = parse(req.get('cookie') ?? '')[nameOf(isProduction)]
  return token && /^[\w-]{43}$/.test(token) ? token : undefined
}

/** «Chrome on Windows». */
export function deviceName(agent: string): string {
  const { browser, os } = Bowser.parse(agent || 'unknown')
  return [browser.name || 'Unknown browser', os.name].filter(Boolean).join(' on ')
}

interface DeviceRow {
  isKnown: boolean
  hasOthers: boolean
  email: string
  name: string
  locale: Language
}

/** Remembers the browser of a sign-in; one that is new to the person, though not their first, is told by mail. */
export async function rememberDevice(
  database: Database,
  { req, res, isProduction }: { req: Request; res: Response; isProduction: boolean },
  userId: string,
  now: Date,
): Promise<void> {
  const token = deviceToken(req, isProduction) ?? randomBytes(32).toString('base64url')
  const hash = hashToken(token)
  await database.asLogin(async (tx) => {
    const [row] = await tx.query<DeviceRow>(sql`
      with kept as (
        insert into user_device (user_id, token_hash, last_seen_at)
        values (${userId}::uuid, ${hash}::bytea, ${now.toISOString()}::timestamptz)
        on conflict (user_id, token_hash) do update set last_seen_at = excluded.last_seen_at)
      select u.email, u.name, u.locale,
        exists (select from user_device d where d.user_id = u.id and d.token_hash = ${hash}::bytea) as "isKnown",
        exists (select from user_device d where d.user_id = u.id) as "hasOthers"
      from "user" u where u.id = ${userId}::uuid`)
    if (!row || row.isKnown || !row.hasOthers) return
    const device = deviceName(req.get('user-agent') ?? '')
    const data = { name: row.name, device, address: req.ip ?? '', at: now.toISOString() }
    await tx.query(queueMail({ kind: 'new-device', recipient: row.email, locale: row.locale, data }))
  })
  res.cookie(nameOf(isProduction), token, {
    httpOnly: true,
    sameSite: 'lax',
    secure: isProduction,
    maxAge: year,
    path: '/',
  })
}
