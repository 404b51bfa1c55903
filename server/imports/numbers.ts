/** What a column's cells say of its decimal mark: one of the two, nothing, or both. */
export type Mark = '.' | ',' | 'both' | null

const units = /€|\$|£|%|EUR|m²|m2|sqm|τ\.?\s?μ\.?|[\s\u00a0\u202f'’]/giu

/** Numbers with thousands marks, by their decimal mark. */
const grouped = { '.': /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/, ',': /^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/ }

/** Thousands at the first sight, or three decimals. */
const loneGroup = /^[+-]?[1-9]\d{0,2}([.,])\d{3}$/

/** No number is longer; what is must not be searched for patterns. */
const longest = 60

/** A number without its unit and blanks. */
const bare = (text: string) => text.replace(units, '').replaceAll('−', '-')

/**
 * The decimal mark that a cell proves: the one after thousands marks; or one that is not followed by exactly three digits, or has more than three or a lone zero before it. `1.500` proves nothing.
 */
export function markOf(text: string): '.' | ',' | null {
  if (text.length > longest || (!text.includes('.') && !text.includes(','))) return null
  const number = bare(text)
  if (!/^[+-]?[\d.,]+$/.test(number)) return null
  const points = number.split('.').length - 1
  const commas = number.split(',').length - 1
  if (points + commas > 1) return grouped['.'].test(number) ? '.' : grouped[','].test(number) ? ',' : null
  const mark = points > 0 ? '.' : ','
  const [whole = '', rest = ''] = number.replace(/^[+-]/, '').split(mark)
  return rest.length !== 3 || whole.length > 3 || /^0?$/.test(whole) ? mark : null
}

/** Gathers what the cells of a file prove, column by column; which of them hold numbers is known only later. */
export class Marks {
  readonly columns: Mark[] = []

  look(cells: string[]): void {
    cells.forEach((cell, column) => {
      const mark = markOf(cell)
      const known = this.columns[column] ?? null
      if (mark) this.columns[column] = known === null || known === mark ? mark : 'both'
    })
  }
}

/** How a column's numbers are read. */
export interface Decimals {
  mark: Mark
  /** Its own cells prove it. */
  isProven: boolean
}

/**
 * The decimals of the columns that hold numbers. One without proof reads like the others; where none has any, `;`
 * goes with decimal commas. What is no number (a telephone's `210.1234567`) proves nothing.
 */
export function decimalsOf(proofs: Mark[], numeric: number[], delimiter: string): Map<number, Decimals> {
  const proven = new Set(numeric.map((column) => proofs[column]).filter((mark) => mark === '.' || mark === ','))
  const common = proven.size === 1 ? ([...proven][0] as Mark) : null
  const usual = common ?? (delimiter === ';' ? ',' : '.')
  return new Map(
    numeric.map((column) => {
      const own = proofs[column] ?? null
      return [column, { mark: own ?? usual, isProven: own !== null }]
    }),
  )
}

/**
 * Reads an amount of money or a whole number. Neither has three decimals, so a lone mark before three digits stands
 * for thousands: `250.000` for 250 would be a thousandth of the price. Where the column proves otherwise it could be two.
 */
export function parseGrouped(text: string, { mark, isProven }: Decimals): number | undefined {
  const lone = loneGroup.exec(text.length > longest ? '' : bare(text))
  if (!lone) return parseNumber(text, mark)
  const isDecimal = isProven && (mark === 'both' || mark === lone[1])
  return isDecimal ? undefined : parseNumber(text, lone[1] === '.' ? ',' : '.')
}

/** Reads a number, with or without unit and thousands marks. Answers undefined for what is none, or could be two. */
export function parseNumber(text: string, mark: Mark): number | undefined {
  if (text.length > longest) return undefined
  const number = bare(text)
  if (/^[+-]?\d+(\.\d+)?e[+-]?\d+$/i.test(number)) return Number(number)
  const decimal = mark === 'both' || mark === null ? markOf(text) : mark
  if (decimal === null) return /^[+-]?\d+$/.test(number) ? Number(number) : undefined
  const group = decimal === '.' ? ',' : '.'
  const plain = decimal === '.' ? /^[+-]?(\d+\.?\d*|\.\d+)$/ : /^[+-]?(\d+,?\d*|,\d+)$/
  if (!grouped[decimal].test(number) && !plain.test(number)) return undefined
  return Number(number.replaceAll(group, '').replace(decimal, '.'))
}
