import type { Request, Response } from 'express'
import { accountById, ensurePersonalWorkspace, logPerson } from './accounts.ts'
import { deviceName, rememberDevice } from './devices.ts'
import { describeUser } from './me.ts'
import { beginSession, regenerate } from './sessions.ts'
import type { SignInDeps } from './strategies.ts'

/** How somebody has signed in, as the audit tells it. */
export type Method = 'password' | 'magic-link' | 'google' | 'sign-up' | 'invitation'

/**
 * Goes on with somebody who has proven who they are: asks for their second factor if they have one (answers false),
 * else signs them in (answers true).
 */
export async function goOn(
  deps: SignInDeps,
  { req, res }: { req: Request; res: Response },
  userId: string,
  method: Method,
): Promise<boolean> {
  const { hasSecondFactor } = await accountById(deps.database, userId)
  if (!hasSecondFactor) {
    await complete(deps, { req, res }, userId, method)
    return true
  }
  await regenerate(req)
  req.session.pending = { userId, method, at: deps.now().getTime() }
  return false
}

/** Signs a person in, all proofs given: a new session, the device remembered, the sign-in written down. */
export async function complete(
  deps: SignInDeps,
  { req, res }: { req: Request; res: Response },
  userId: string,
  method: string,
): Promise<void> {
  const { database, isProduction, now } = deps
  const at = now()
  await ensurePersonalWorkspace(database, userId)
  await beginSession(req, userId, at)
  await rememberDevice(database, { req, res, isProduction }, userId, at)
  const facts = { method, address: req.ip, device: deviceName(req.get('user-agent') ?? '') }
  await database.ask(logPerson(userId, 'sign-in', facts, at))
}

/** The answer to a step of signing in. */
export async function answer(
  deps: SignInDeps,
  { req, res }: { req: Request; res: Response },
  userId: string,
  isIn: boolean,
) {
  res.json(isIn ? await describeUser(deps.database, req, userId, deps.now()) : { secondFactor: true })
}
