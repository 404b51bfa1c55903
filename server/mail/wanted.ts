import { hashToken, type Secrets } from '../auth/secrets.ts'
import { sql } from '../database/sql.ts'
import type { LoginTransaction } from '../database/tenant.ts'
import { isTooLate } from './lifetimes.ts'
import type { MailRow } from './row.ts'

/**
 * Why a mail shall not go out after all, or nothing when it shall. Found out at the time of sending, so that whoever
 * asks for a mail learns nothing about an address, not even by the time it takes.
 */
export async function unwanted(tx: LoginTransaction, secrets: Secrets, mail: MailRow): Promise<string | undefined> {
  if (isTooLate(mail, new Date())) return 'what it leads to has expired'
  switch (mail.kind) {
    case 'magic-link':
    case 'password-reset':
    case 'task-assigned':
    case 'task-due':
    case 'mentioned':
    case 'import-finished':
    case 'export-finished':
    case 'payment-failed':
    case 'webhook-disabled':
      return mail.accountSince ? undefined : 'nobody with this address'
    case 'invitation':
      return (await isOpen(tx, secrets, mail.nonce)) ? undefined : 'the invitation is not open any more'
    default:
      return undefined
  }
}

async function isOpen(tx: LoginTransaction, secrets: Secrets, nonce: Uint8Array | null): Promise<boolean> {
  if (!nonce) return false
  const found = await tx.query(
    sql`select id from oikion_invitations(${hashToken(secrets.tokenOf(nonce))}::bytea, null)
      where "acceptedAt" is null and "cancelledAt" is null and "expiresAt" > now()`,
  )
  return found.length > 0
}
