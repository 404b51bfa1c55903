import type { Field } from '../../../server/resources/fields.ts'

type NumberField = Pick<Field, 'kind' | 'unit'>

/**
 * What somebody means by a number, whether they write `185.000,50` or `185,000.50`. Empty is null; what is not a number
 * comes back as it was typed, so that it can be refused and never become another number.
 */
export function readNumber(field: NumberField, typed: string): number | string | null {
  const text = typed.trim().replace(/^€|(€|m²)$/g, '')
  if (text.trim() === '') return null
  const [, sign = '', digits = ''] = /^\s*([-−]?)\s*(.*?)\s*$/.exec(text) ?? []
  const plain = plainDigits(digits, takesThousands(field))
  return plain === undefined ? typed : Number(`${sign && '-'}${plain}`)
}

/** `1.250` is 1250 of euros, rooms and square metres; a bare number, such as a latitude, may have three decimals. */
export const takesThousands = ({ kind, unit }: NumberField) => kind !== 'number' || unit !== undefined

/** The same number with a point for decimals and nothing between thousands. */
function plainDigits(text: string, hasThousands: boolean): string | undefined {
  if (hasThousands && isGrouped(text)) return withoutMarks(text)
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))
  const whole = last < 0 ? text : text.slice(0, last)
  const decimals = last < 0 ? '' : text.slice(last + 1)
  if (/^\d*$/.test(decimals) && isWhole(whole, text[last]) && /\d/.test(text))
    return `${withoutMarks(whole) || '0'}.${decimals || '0'}`
  return isGrouped(text) ? withoutMarks(text) : undefined
}

/** Digits as they come, or in threes with one kind of mark between them, which is not the one before the decimals. */
const isWhole = (text: string, decimalMark?: string) =>
  /^\d*$/.test(text) || (isGrouped(text) && !(decimalMark && text.includes(decimalMark)))

const isGrouped = (text: string) => /^[1-9]\d{0,2}([.,]|\s)\d{3}(\1\d{3})*$/.test(text)
const withoutMarks = (text: string) => text.replace(/[.,\s]/g, '')
