import { formatCount } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import type { ImportStayed } from './imports.ts'

const reasons = ['changed', 'deleted', 'related'] as const

/** «2 stay: changed since. 1 stays: …», or nothing. */
export function stayedText(counts: ImportStayed): string {
  const parts = reasons.filter((reason) => counts[reason] > 0)
  return parts
    .map((reason) => t(`import.stay.${reason}`, { count: counts[reason], shown: formatCount(counts[reason]) }))
    .join(' ')
}
