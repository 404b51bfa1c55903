import { Router } from 'express'
import { z } from 'zod'
import { logPerson } from '../auth/accounts.ts'
import { read, typedPassword } from '../auth/bodies.ts'
import { endSessionsOf, renewSession } from '../auth/sessions.ts'
import type { SignInDeps } from '../auth/strategies.ts'
import { newRecoveryCodes, newTotp, stepOf } from '../auth/totp.ts'
import { sql } from '../database/sql.ts'
import { invalid, Problem } from '../errors.ts'
import { personOf } from '../http/organization.ts'
import { provenAccount } from './proof.ts'

export const Proof = z.strictObject({ password: typedPassword.optional() })
export const Code = z.strictObject({ code: z.string().trim().length(6) })

/** `/second-factor`: a TOTP authenticator is set up, confirmed by its first code, and removed; recovery codes with it. */
export function secondFactorRoutes(deps: SignInDeps): Router {
  const { database, secrets, limits, now } = deps
  const router = Router()

  router.post('/', async (req, res) => {
    const account = await provenAccount(deps, req, read(Proof, req).password)
    if (account.hasSecondFactor) throw new Problem('conflict', 'A second factor is set up already; remove it first')
    const { secret, uri } = newTotp(account.email)
    await database.ask(sql`
      update "user" set totp_secret = ${secrets.seal(secret)}, totp_last_step = null
      where id = ${account.id}::uuid and totp_confirmed_at is null`)
    res.json({ secret, uri })
  })

  router.post('/confirm', async (req, res) => {
    const { code } = read(Code, req)
    const { userId } = personOf(req)
    await limits.count('proof', { address: req.ip, account: userId })
    const recoveryCodes = await confirm(deps, userId, code, req.sessionID)
    await renewSession(req)
    res.json({ recoveryCodes })
  })

  router.post('/recovery-codes', async (req, res) => {
    const { id, hasSecondFactor } = await provenAccount(deps, req, read(Proof, req).password)
    if (!hasSecondFactor) throw new Problem('conflict', 'Set up a second factor first')
    const { codes, hashes } = newRecoveryCodes()
    await database.ask(sql`update "user" set recovery_codes = ${hashes}::bytea[] where id = ${id}::uuid`)
    res.json({ recoveryCodes: codes })
  })

  router.post('/remove', async (req, res) => {
    const { id } = await provenAccount(deps, req, read(Proof, req).password)
    await database.asLogin(async (tx) => {
      await tx.query(sql`
        update "user" set totp_secret = null, totp_confirmed_at = null, totp_last_step = null, recovery_codes = '{}'
        where id = ${id}::uuid`)
      await tx.query(endSessionsOf(id, req.sessionID))
      await tx.query(logPerson(id, 'second-factor', { state: 'removed' }, now()))
    })
    await renewSession(req)
    res.status(204).end()
  })
  return router
}

/** Puts the second factor in force. Throws 409 when none waits for it, 422 when the code is wrong. */
async function confirm({ database, secrets, now }: SignInDeps, userId: string, code: string, sessionId: string) {
  const { codes, hashes } = newRecoveryCodes()
  await database.asLogin(async (tx) => {
    const [user] = await tx.query<{ secret: string | null }>(sql`
      select totp_secret as secret from "user" where id = ${userId}::uuid and totp_confirmed_at is null for update`)
    if (!user?.secret) throw new Problem('conflict', 'Begin setting up the second factor first')
    const step = stepOf(secrets.open(user.secret), code, now())
    if (step === undefined) throw invalid([{ pointer: '/code', detail: 'is wrong; is the clock of your phone right?' }])
    await tx.query(sql`
      update "user" set totp_confirmed_at = ${now().toISOString()}::timestamptz, totp_last_step = ${step}::bigint,
        recovery_codes = ${hashes}::bytea[] where id = ${userId}::uuid`)
    await tx.query(endSessionsOf(userId, sessionId))
    await tx.query(logPerson(userId, 'second-factor', { state: 'set up' }, now()))
  })
  return codes
}
