import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { invalid, Problem } from '../errors.ts'
import { acceptWithin } from '../organizations/accept.ts'
import { findLinked, stateOf } from '../organizations/lookUp.ts'
import type { Language } from '../resources/settings.ts'
import { createAccount } from './accounts.ts'
import { locale, mailEmail, personName, read, requireGoodPassword, token, typedPassword } from './bodies.ts'
import { answer, complete } from './complete.ts'
import { mailLink, useLink } from './links.ts'
import { hashPassword } from './passwords.ts'
import { NewPassword } from './recovery.ts'
import type { SignInDeps } from './strategies.ts'

export const SignUp = z.strictObject({
  email: mailEmail,
  name: personName,
  /** Only with an invitation that proves the address: else whoever asks could know the password of another's account. */
  password: typedPassword.optional(),
  locale: locale.default('el'),
  invitation: token.optional(),
})
type SignUp = z.infer<typeof SignUp>

/** `/register`: an account comes to be when its address is proven, by a mailed link or by a mailed invitation's. */
export function registerRoutes(deps: SignInDeps): Router {
  const { limits } = deps
  const router = Router()

  router.post('/register', async (req, res) => {
    const wanted = read(SignUp, req)
    await limits.count('mail', { address: req.ip, account: wanted.email })
    const { invitation } = wanted
    if (invitation && (await provesAddress(deps, wanted.email, invitation))) {
      return joinByInvitation(deps, wanted, invitation, { req, res })
    }
    if (wanted.password !== undefined) {
      throw invalid([{ pointer: '/password', detail: 'is chosen once the mailed link has been opened' }])
    }
    await mailConfirmation(deps, wanted)
    res.status(202).json({})
  })

  router.post('/register/confirm', async (req, res) => {
    const { token, password } = read(NewPassword, req)
    await limits.count('link', { address: req.ip })
    const person = await confirm(deps, token, password)
    await complete(deps, { req, res }, person.id, 'sign-up')
    res.status(201)
    await answer(deps, { req, res }, person.id, true)
  })
  return router
}

/** The same for known and unknown addresses: the mail's job finds out which of two mails to send. */
async function mailConfirmation(deps: SignInDeps, { email, name, locale }: SignUp) {
  await mailLink(deps, { kind: 'sign-up', email, data: { name, locale } }, { locale, data: {} })
}

/** The password comes with the link, from whoever reads the mail, and not from whoever asked for it. */
async function confirm({ database, now }: SignInDeps, token: string, password: string) {
  const passwordHash = await hashPassword(password)
  return database.asLogin(async (tx) => {
    const { email, data } = await useLink(tx, 'sign-up', token, now())
    const { name, locale } = data as { name: string; locale: Language }
    await requireGoodPassword(password, [email, name])
    return createAccount(tx, { email, name, locale, passwordHash })
  })
}

/**
 * Whether an invitation's token shows that its holder has read the mail. That of a copied link does not: the inviter
 * could have an account at anybody's address. Throws 410 when the invitation is not open, 403 for another address.
 */
async function provesAddress({ database, now }: SignInDeps, email: string, token: string): Promise<boolean> {
  const invitation = await findLinked(database, token)
  if (!invitation || stateOf(invitation, now()) !== 'open') {
    throw new Problem('link', 'This invitation is not open any more')
  }
  if (invitation.email === email) return invitation.provesAddress
  throw new Problem('forbidden', 'This invitation is for another address', {
    action: 'accept',
    resource: 'invitations',
  })
}

/** Whoever holds the mailed token has read the mail: account, workspace and membership are made at once. */
async function joinByInvitation(
  deps: SignInDeps,
  { email, name, password, locale }: SignUp,
  token: string,
  web: { req: Request; res: Response },
) {
  const { database, now } = deps
  if (password === undefined) throw invalid([{ pointer: '/password', detail: 'is required' }])
  await requireGoodPassword(password, [email, name])
  const passwordHash = await hashPassword(password)
  const person = await database.asLogin(async (tx) => {
    const made = await createAccount(tx, { email, name, locale, passwordHash })
    await acceptWithin(tx, { token }, made, now())
    return made
  })
  await complete(deps, web, person.id, 'invitation')
  web.res.status(201)
  await answer(deps, web, person.id, true)
}
