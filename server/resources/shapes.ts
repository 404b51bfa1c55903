import { z } from 'zod'

/** Zod shapes that several resources share. All are pure: they run in the browser too. */

/** Euros with cents, 0 < x ≤ 999,999,999.99. */
export const money = () => z.number().positive().max(999_999_999.99).multipleOf(0.01)

/** Square metres with two decimals, 0 < x ≤ 999,999.99. */
export const area = () => z.number().positive().max(999_999.99).multipleOf(0.01)

/** Line breaks, other control characters, and marks that turn the direction of what follows. */
const unseen = /[\p{Cc}\u200B\u202A-\u202E\u2066-\u2069]/u

/** One line of text: trimmed, no line breaks or invisible marks, not empty. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => !unseen.test(value), { error: 'must be one line without invisible characters' })

/** Text of several lines: trimmed, not empty. */
export const text = (max: number) => z.string().trim().min(1).max(max)

/** A year from 1800 to five years ahead, computed when asked. */
export const year = () =>
  z
    .int()
    .min(1800)
    .refine((value) => value <= new Date().getFullYear() + 5, { error: 'must be at most five years ahead' })

/** Up to 20 tags of up to 50 characters, each once. */
export const tags = () =>
  z
    .array(line(50))
    .max(20)
    .refine((list) => new Set(list).size === list.length, { error: 'must not repeat a tag' })

/** ΑΦΜ, nine digits with their checksum, or a VAT number of another country with its two letters in front. */
export const taxId = () =>
  line(20).refine((value) => isTaxNumber(value.toUpperCase().replace(/[\s.-]/g, '')), {
    error: 'must be nine digits that fit together (ΑΦΜ), or begin with the letters of another country',
  })

function isTaxNumber(text: string): boolean {
  const digits = /^(?:EL|GR)?(\d{9})$/.exec(text)?.[1]
  if (!digits) return /^(?!EL|GR)[A-Z]{2}[A-Z0-9]{2,}$/.test(text)
  // Modulus 11 over powers of two; the Greek tax office's rule.
  const sum = Array.from(digits.slice(0, 8)).reduce(
    (total, digit, index) => total + Number(digit) * 2 ** (8 - index),
    0,
  )
  return digits !== '000000000' && (sum % 11) % 10 === Number(digits[8])
}

/** Members mentioned in a text, each once. */
export const mentions = () =>
  z
    .array(z.uuid())
    .max(20)
    .refine((list) => new Set(list).size === list.length, { error: 'must not repeat a member' })
    .default([])

/** At most 20 words of a vocabulary, each once. */
export const choices = <const T extends readonly [string, ...string[]]>(vocabulary: T) =>
  z
    .array(z.enum(vocabulary))
    .max(20)
    .refine((list) => new Set(list).size === list.length, { error: 'must not repeat a choice' })
