import { Passport } from 'passport'
import { Strategy as LocalStrategy } from 'passport-local'
import type { Database } from '../database/index.ts'
import { verifyPassword } from './passwords.ts'

/**
 * Passport with e-mail and password. The session holds the person's id only; the session store reads everything else
 * with it, which is why no deserializer runs.
 */
export function signInStrategies(database: Database): InstanceType<typeof Passport> {
  const passport = new Passport()
  passport.serializeUser((user, done) => done(null, user.id))
  passport.use(
    new LocalStrategy({ usernameField: 'email' }, (email, password, done) => {
      byPassword(database, email, password).then((user) => done(null, user ?? false), done)
    }),
  )
  return passport
}

async function byPassword(database: Database, email: string, password: string): Promise<Express.User | undefined> {
  const user = await database.shared.user.findUnique({
    where: { email: email.trim().toLowerCase() },
    select: { id: true, passwordHash: true },
  })
  return (await verifyPassword(user?.passwordHash, password)) && user ? { id: user.id } : undefined
}
