import type { Request } from 'express'
import { accountById, type Account } from '../auth/accounts.ts'
import { verifyPassword } from '../auth/passwords.ts'
import type { SignInDeps } from '../auth/strategies.ts'
import { invalid, Problem } from '../errors.ts'
import { personOf } from '../http/organization.ts'

/** How long a sign-in proves by itself that the person is there, for accounts without a password. */
const freshFor = 10 * 60_000

/**
 * The signed-in person's account, after they have proven again that it is them: an open screen is not enough for what
 * changes how one signs in. Throws 401, 403 `reauthenticate`, 422 at `/password`, 429.
 */
export async function provenAccount(
  { database, limits, now }: SignInDeps,
  req: Request,
  password: string | undefined,
): Promise<Account> {
  const account = await accountById(database, personOf(req).userId)
  if (!account.passwordHash) {
    if (now().getTime() - (req.session.provenAt ?? 0) <= freshFor) return account
    throw new Problem('reauthenticate', 'Sign in again to do this; your sign-in is more than ten minutes old')
  }
  const subject = { address: req.ip, account: account.id }
  await limits.count('proof', subject)
  if (!(await verifyPassword(account.passwordHash, password ?? ''))) {
    throw invalid([{ pointer: '/password', detail: 'is wrong' }])
  }
  await limits.forgive('proof', subject)
  return account
}
