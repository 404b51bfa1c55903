import type { Request } from 'express'
import { z } from 'zod'
import { invalid, Problem } from '../errors.ts'
import { messageOf, toFieldErrors } from '../records/schemas.ts'
import { languages } from '../resources/settings.ts'
import { line } from '../resources/shapes.ts'
import { emailKey } from './accounts.ts'
import { NewPassword, passwordFault } from './passwords.ts'

const plain = /^[^\0]*$/

/** An address to sign in with: whatever was typed, since a wrong one is answered like an unknown one. */
export const typedEmail = z.string().min(1).max(254).regex(plain)
/** An address that mail shall be sent to. */
export const mailEmail = z.string().trim().max(254).pipe(z.email()).transform(emailKey)
export const typedPassword = z.string().min(1).max(1000)
export const token = z.string().min(1).max(100)
/** What comes back with a mailed link. */
export const ByToken = z.strictObject({ token })
export const personName = line(100)
export const locale = z.enum(languages)

/** Reads a JSON body; none counts as an empty one. Throws 415 for another kind, 422 with every wrong field. */
export function read<T>(schema: z.ZodType<T>, req: Request): T {
  if (req.get('content-type') && !req.is('application/json')) {
    throw new Problem('unsupported-media-type', 'Send JSON with Content-Type: application/json')
  }
  const parsed = schema.safeParse(req.body ?? {}, { reportInput: true })
  if (parsed.success) return parsed.data
  throw invalid(parsed.error.issues.flatMap(toFieldErrors))
}

/** Throws 422 at `/<field>` when a password must not be chosen. */
export async function requireGoodPassword(password: string, about: string[], field = 'password'): Promise<void> {
  const parsed = NewPassword.safeParse(password, { reportInput: true })
  const fault = parsed.success ? await passwordFault(password, about) : messageOf(parsed.error.issues[0]!)
  if (fault) throw invalid([{ pointer: `/${field}`, detail: fault }])
}
