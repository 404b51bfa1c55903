import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** What the server derives from its one secret. Whoever copies the database alone can make none of it. */
export interface Secrets {
  /** The token of a mailed link: 32 bytes made of a stored random nonce and the secret, so it is never stored itself. */
  tokenOf: (nonce: Uint8Array) => string
  /** The token of a link that somebody here may read and pass on: unlike the mailed one it proves no address. */
  copiedTokenOf: (nonce: Uint8Array) => string
  /** Signs an address that opens a file. */
  sign: (text: string) => string
  /** Seals a short text (a TOTP secret) for storage. */
  seal: (text: string) => string
  /** Opens what `seal` made. Throws when it was changed, or sealed under another secret. */
  open: (sealed: string) => string
}

/** Derives one key a purpose from the session secret (HKDF, RFC 5869). */
export function secretsFrom(sessionSecret: string): Secrets {
  const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', sessionSecret, '', `oikion ${purpose}`, 32))
  const linkKey = keyFor('links')
  const copiedKey = keyFor('copied links')
  const sealKey = keyFor('seals')
  const fileKey = keyFor('files')
  return {
    tokenOf: (nonce) => createHmac('sha256', linkKey).update(nonce).digest('base64url'),
    copiedTokenOf: (nonce) => createHmac('sha256', copiedKey).update(nonce).digest('base64url'),
    sign: (text) => createHmac('sha256', fileKey).update(text).digest('base64url'),
    seal(text) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
  }
}

/** 32 random bytes. */
export const newNonce = (): Buffer => randomBytes(32)

/** What is stored of a token of full entropy: its SHA-256. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()
