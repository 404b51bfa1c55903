import { Router } from 'express'
import { z } from 'zod'
import { accountById, logPerson, type Account } from '../auth/accounts.ts'
import { read, typedPassword } from '../auth/bodies.ts'
import { mailLink, useLink } from '../auth/links.ts'
import { verifyPassword } from '../auth/passwords.ts'
import { endSessionsOf } from '../auth/sessions.ts'
import type { SignInDeps } from '../auth/strategies.ts'
import type { Database } from '../database/index.ts'
import { sql, type Sql } from '../database/sql.ts'
import type { LoginTransaction } from '../database/tenant.ts'
import { invalid, Problem } from '../errors.ts'
import { personOf } from '../http/organization.ts'
import { deletionCode, typedCode } from '../mail/deletionCode.ts'
import { say } from '../messages/message.ts'

export const Confirmation = z
  .strictObject({ password: typedPassword.optional(), code: z.string().max(50).transform(typedCode).optional() })
  .refine(({ password, code }) => (password === undefined) !== (code === undefined), {
    error: 'give either your password or the mailed code',
  })

/** `/deletion`: what deleting one's account would do, the code that confirms it, and doing it. */
export function deletionRoutes(deps: SignInDeps): Router {
  const { database, secrets, limits } = deps
  const router = Router()

  router.get('/', async (req, res) => {
    res.json(await consequences(database, personOf(req).userId))
  })

  router.post('/code', async (req, res) => {
    const { id, email, name, locale } = await accountById(database, personOf(req).userId)
    await limits.count('mail', { address: req.ip, account: email })
    const link = { kind: 'account-deletion', email, userId: id } as const
    await mailLink(deps, link, { locale, data: { name } }, (nonce) => deletionCode(secrets, nonce))
    res.status(202).json({})
  })

  router.post('/', async (req, res) => {
    const confirmation = read(Confirmation, req)
    const account = await accountById(database, personOf(req).userId)
    const subject = { address: req.ip, account: account.id }
    await limits.count('proof', subject)
    await deleteAccount(deps, account, confirmation)
    await new Promise((resolve) => req.session.destroy(resolve))
    res.status(204).end()
  })
  return router
}

interface Place {
  id: string
  name: string
  slug: string
  isPersonal: boolean
  isLastOwner: boolean
  isAlone: boolean
}

/** What stands in the way, what goes with the account and what stays without its name. */
async function consequences(database: Database, userId: string) {
  const places = await placesOf((statement) => database.ask(statement), userId)
  const named = ({ id, name, slug }: Place) => ({ id, name, slug })
  return {
    blockedBy: places.filter(isBlocking).map(named),
    goes: places.filter(({ isAlone }) => isAlone).map(({ id, name, isPersonal }) => ({ id, name, isPersonal })),
    stays: places.filter(({ isAlone }) => !isAlone).map(({ id, name }) => ({ id, name })),
  }
}

const isBlocking = ({ isLastOwner, isAlone }: Place) => isLastOwner && !isAlone

function placesOf(ask: (statement: Sql) => Promise<Place[]>, userId: string): Promise<Place[]> {
  return ask(sql`
    select id, name, slug, "isPersonal", "isLastOwner", "isAlone" from oikion_places(${userId}::uuid) order by "isPersonal", name`)
}

/**
 * Deletes a person: personal workspace and organizations they are alone in at once and for good; elsewhere what they
 * made stays, by a former member. Throws 409 naming the organizations whose last owner they are, 410, 422.
 */
async function deleteAccount(
  { database, now }: SignInDeps,
  account: Account,
  { password, code }: z.infer<typeof Confirmation>,
): Promise<void> {
  if (password !== undefined && !(await verifyPassword(account.passwordHash, password))) {
    throw invalid([{ pointer: '/password', detail: 'is wrong' }])
  }
  await database.asLogin(async (tx) => {
    if (code !== undefined) await useCode(tx, account, code, now())
    const places = await placesOf((statement) => tx.query(statement), account.id)
    const blockedBy = places.filter(isBlocking)
    if (blockedBy.length > 0) {
      const names = blockedBy.map(({ name }) => name)
      throw new Problem('conflict', say('You are the last owner of {names}; transfer the ownership first', { names }), {
        blockedBy: blockedBy.map(({ id, name, slug }) => ({ id, name, slug })),
      })
    }
    const gone = places.filter(({ isAlone }) => isAlone).map(({ id }) => id)
    // Cut to the column's milliseconds: rounded up, it would lie ahead of this transaction's now.
    await tx.query(sql`
      update organization set deleted_at = now(), purge_at = date_trunc('milliseconds', now()) where id = any(${gone}::uuid[])`)
    await tx.query(sql`select oikion_purge_organization(id) from unnest(${gone}::uuid[]) id`)
    await tx.query(logPerson(account.id, 'leave', { reason: 'account deleted' }, now()))
    await tx.query(endSessionsOf(account.id))
    await tx.query(sql`delete from one_time_link where email = ${account.email} or user_id = ${account.id}::uuid`)
    await tx.query(sql`delete from "user" where id = ${account.id}::uuid`)
  })
}

async function useCode(tx: LoginTransaction, account: Account, code: string, now: Date): Promise<void> {
  const { userId } = await useLink(tx, 'account-deletion', code, now)
  if (userId !== account.id) throw new Problem('link', 'This code is not yours')
}
