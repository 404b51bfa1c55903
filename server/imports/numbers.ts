/** What a column's cells say of its decimal mark: one of the two, nothing, or both. */
export type Mark = '.' | ',' | 'both' | null

const units = /€|\$|£|%|EUR|m²|m2|sqm|τ\.?\s?μ\.?|[\s\u00a0\u202f'’]/giu

/** Numbers with thousands marks, by their decimal mark. */
const grouped = { '.': /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/, ',': /^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/ }

/** A number without its unit and blanks. */
const bare = (text: string) => text.replace(units, '').replaceAll('−', '-')

/**
 * The decimal mark that a cell proves: the one after thousands marks; or one that is not followed by exactly three digits, or has more than three or a lone zero before it. `1.500` proves nothing.
 */
export function markOf(text: string): '.' | ',' | null {
  if (!text.includes('.') && !text.includes(',')) return null
  const number = bare(text)
  if (!/^[+-]?[\d.,]+$/.test(number)) return null
  const points = number.split('.').length - 1
  const commas = number.split(',').length - 1
  if (points + commas > 1) return grouped['.'].test(number) ? '.' : grouped[','].test(number) ? ',' : null
  const mark = points > 0 ? '.' : ','
  const [whole = '', rest = ''] = number.replace(/^[+-]/, '').split(mark)
  return rest.length !== 3 || whole.length > 3 || /^0?$/.test(whole) ? mark : null
}

/** Gathers what the cells of a file prove, column by column. */
export class Marks {
  readonly columns: Mark[] = []

  look(cells: string[]): void {
    cells.forEach((cell, column) => {
      const mark = markOf(cell)
      const known = this.columns[column] ?? null
      if (mark) this.columns[column] = known === null || known === mark ? mark : 'both'
    })
  }

  /** A column without proof reads like the others of its file; where none has any, `;` goes with decimal commas. */
  decided(count: number, delimiter: string): Mark[] {
    const proofs = new Set(this.columns.filter((mark) => mark === '.' || mark === ','))
    const common = proofs.size === 1 ? ([...proofs][0] as Mark) : null
    const usual = common ?? (delimiter === ';' ? ',' : '.')
    return Array.from({ length: count }, (_, column) => this.columns[column] ?? usual)
  }
}

/** Reads a number, with or without unit and thousands marks. Answers undefined for what is none, or could be two. */
export function parseNumber(text: string, mark: Mark): number | undefined {
  const number = bare(text)
  if (/^[+-]?\d+(\.\d+)?e[+-]?\d+$/i.test(number)) return Number(number)
  const decimal = mark === 'both' || mark === null ? markOf(text) : mark
  if (decimal === null) return /^[+-]?\d+$/.test(number) ? Number(number) : undefined
  const group = decimal === '.' ? ',' : '.'
  const plain = decimal === '.' ? /^[+-]?(\d+\.?\d*|\.\d+)$/ : /^[+-]?(\d+,?\d*|,\d+)$/
  if (!grouped[decimal].test(number) && !plain.test(number)) return undefined
  return Number(number.replaceAll(group, '').replace(decimal, '.'))
}
