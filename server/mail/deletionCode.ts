import type { Secrets } from '../auth/secrets.ts'

/** Crockford's base 32: no letter that is misread for a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The code that confirms the deletion of an account: ten characters, 50 bits. Who mails it and who stores its hash call this. */
export function deletionCode(secrets: Secrets, nonce: Uint8Array): string {
  const bytes = Buffer.from(secrets.tokenOf(nonce), 'base64url').subarray(0, 10)
  return Array.from(bytes, (byte) => alphabet.charAt(byte % alphabet.length)).join('')
}

/** A code as somebody typed it, the way `deletionCode` writes it: in any case, with spaces, O for 0 and l for 1. */
export function typedCode(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
}
