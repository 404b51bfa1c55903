import type { Parameter } from './operation.ts'

const whole = { type: 'integer', minimum: 0 }

/** The pages of a list. */
export const pageParameters: readonly Parameter[] = [
  { name: '_start', description: 'The first row, from 0.', schema: { ...whole, default: 0, maximum: 1_000_000 } },
  {
    name: '_end',
    description: 'The row after the last; 25 rows without it, at most 500.',
    schema: { ...whole, maximum: 999_999_999 },
  },
]
