import { Router } from 'express'
import { z } from 'zod'
import { accountById, logPerson } from '../auth/accounts.ts'
import { ByToken, locale, mailEmail, personName, read, requireGoodPassword, typedPassword } from '../auth/bodies.ts'
import { mailLink } from '../auth/links.ts'
import { describeUser } from '../auth/me.ts'
import { hashPassword } from '../auth/passwords.ts'
import { endSessionsOf, renewSession } from '../auth/sessions.ts'
import type { SignInDeps } from '../auth/strategies.ts'
import { sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import { personOf } from '../http/organization.ts'
import { queueMail } from '../mail/outbox.ts'
import { acceptInvitation } from '../organizations/accept.ts'
import { deletionRoutes } from './deletion.ts'
import { provenAccount } from './proof.ts'
import { secondFactorRoutes } from './secondFactor.ts'
import { sessionRoutes } from './sessions.ts'

export const Profile = z.strictObject({ name: personName.optional(), locale: locale.optional() })
export const PasswordChange = z.strictObject({ password: typedPassword.optional(), newPassword: typedPassword })
export const EmailChange = z.strictObject({ password: typedPassword.optional(), email: mailEmail })

/** `/api/account`: what people change about themselves. Closed to API tokens. */
export function accountRoutes(deps: SignInDeps): Router {
  const { database, limits, now } = deps
  const router = Router()
  router.use((req, _res, next) => {
    personOf(req)
    next()
  })

  router.patch('/', async (req, res) => {
    const { userId } = personOf(req)
    const { name = null, locale = null } = read(Profile, req)
    await database.ask(sql`
      update "user" set name = coalesce(${name}::text, name), locale = coalesce(${locale}::text, locale) where id = ${userId}::uuid`)
    res.json(await describeUser(database, req, userId, now()))
  })

  router.post('/password', async (req, res) => {
    const { password, newPassword } = read(PasswordChange, req)
    const { id, email, name, locale } = await provenAccount(deps, req, password)
    await requireGoodPassword(newPassword, [email, name], 'newPassword')
    const passwordHash = await hashPassword(newPassword)
    await database.asLogin(async (tx) => {
      await tx.query(sql`update "user" set password_hash = ${passwordHash} where id = ${id}::uuid`)
      await tx.query(endSessionsOf(id, req.sessionID))
      await tx.query(logPerson(id, 'password', { method: 'change' }, now()))
      await tx.query(queueMail({ kind: 'password-changed', recipient: email, locale, data: { name } }))
    })
    await renewSession(req)
    res.status(204).end()
  })

  router.post('/email', async (req, res) => {
    const { password, email } = read(EmailChange, req)
    const { id, name, locale } = await provenAccount(deps, req, password)
    await limits.count('mail', { address: req.ip, account: email })
    await mailLink(deps, { kind: 'email-change', email, userId: id }, { locale, data: { name } })
    res.status(202).json({})
  })

  router.post('/invitations/accept', async (req, res) => {
    const person = await accountById(database, personOf(req).userId)
    await acceptInvitation(database, { token: read(ByToken, req).token }, person, now())
    res.json(await describeUser(database, req, person.id, now()))
  })
  router.post('/invitations/:id/accept', async (req, res) => {
    const { id } = req.params
    if (!z.uuid().safeParse(id).success) throw notFound('invitations')
    const person = await accountById(database, personOf(req).userId)
    await acceptInvitation(database, { id }, person, now())
    res.json(await describeUser(database, req, person.id, now()))
  })

  router.use('/second-factor', secondFactorRoutes(deps))
  router.use('/sessions', sessionRoutes(deps))
  router.use('/deletion', deletionRoutes(deps))
  return router
}
