import { Router, type Request } from 'express'
import { z } from 'zod'
import { sql } from '../database/sql.ts'
import { Problem } from '../errors.ts'
import { queueMail } from '../mail/outbox.ts'
import { accountByEmail, logPerson } from './accounts.ts'
import { ByToken, mailEmail, read, requireGoodPassword, token, typedPassword } from './bodies.ts'
import { endLinks, mailLink, useLink } from './links.ts'
import { hashPassword } from './passwords.ts'
import { endSessionsOf } from './sessions.ts'
import type { SignInDeps } from './strategies.ts'

export const Address = z.strictObject({ email: mailEmail })
export const NewPassword = z.strictObject({ token, password: typedPassword })

/** Links by mail: to sign in without a password, to set a new one, to confirm a new address. */
export function recoveryRoutes(deps: SignInDeps): Router {
  const router = Router()
  for (const kind of ['magic-link', 'password-reset'] as const) {
    router.post(`/${kind}`, async (req, res) => {
      await mailTo(deps, req, kind)
      res.status(202).json({})
    })
  }
  router.post('/password-reset/confirm', async (req, res) => {
    const { token, password } = read(NewPassword, req)
    await deps.limits.count('link', { address: req.ip })
    await setPassword(deps, token, password)
    res.status(204).end()
  })
  router.post('/email-change/confirm', async (req, res) => {
    const { token } = read(ByToken, req)
    await deps.limits.count('link', { address: req.ip })
    await changeEmail(deps, token)
    res.status(204).end()
  })
  return router
}

/** The same work for known and unknown addresses: the mail's job finds out and sends nothing to the latter. */
async function mailTo(deps: SignInDeps, req: Request, kind: 'magic-link' | 'password-reset') {
  const { email } = read(Address, req)
  await deps.limits.count('mail', { address: req.ip, account: email })
  await mailLink(deps, { kind, email }, { locale: 'el', data: {} })
}

async function setPassword({ database, now }: SignInDeps, token: string, password: string): Promise<void> {
  const at = now()
  const passwordHash = await hashPassword(password)
  await database.asLogin(async (tx) => {
    const { email } = await useLink(tx, 'password-reset', token, at)
    const account = await accountByEmail(tx, email)
    if (!account) throw new Problem('link', 'There is no account with this address any more')
    await requireGoodPassword(password, [account.email, account.name])
    await tx.query(sql`update "user" set password_hash = ${passwordHash} where id = ${account.id}::uuid`)
    await tx.query(endLinks('password-reset', email, at))
    await tx.query(endLinks('magic-link', email, at))
    await tx.query(logPerson(account.id, 'password', { method: 'reset' }, at))
    const { name, locale } = account
    await tx.query(queueMail({ kind: 'password-changed', recipient: email, locale, data: { name } }))
    // With the change, so that no old session outlives it even if this process dies here.
    await tx.query(endSessionsOf(account.id))
  })
}

async function changeEmail({ database, now }: SignInDeps, token: string): Promise<void> {
  const at = now()
  await database.asLogin(async (tx) => {
    const { email, userId } = await useLink(tx, 'email-change', token, at)
    if (await accountByEmail(tx, email)) throw new Problem('conflict', 'This address has an account of its own already')
    const [before] = await tx.query<{ email: string; name: string; locale: 'el' | 'en' }>(
      sql`select email, name, locale from "user" where id = ${userId}::uuid for update`,
    )
    if (!before) throw new Problem('link', 'This account no longer exists')
    await tx.query(sql`update "user" set email = ${email} where id = ${userId}::uuid`)
    for (const kind of ['magic-link', 'password-reset'] as const) await tx.query(endLinks(kind, before.email, at))
    const data = { name: before.name, newEmail: email }
    await tx.query(queueMail({ kind: 'email-changed', recipient: before.email, locale: before.locale, data }))
  })
}
