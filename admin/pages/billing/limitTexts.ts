import type { LimitKind } from '../../../server/resources/plans.ts'
import { formatBytes, formatCount } from '../../format.ts'
import { t } from '../../providers/i18n.ts'

/** How much of something, in its unit. */
export function amountOf(kind: LimitKind, value: number): string {
  if (kind !== 'storage') return formatCount(value)
  return value >= 1_000_000_000 ? `${formatCount(value / 1_000_000_000)}\u00a0GB` : formatBytes(value)
}

/** `500 properties`, `Any number of members`. */
export function limitText(kind: LimitKind, limit: number | null): string {
  if (limit === null) return t(`billing.unlimited.${kind}`)
  return t(`billing.gives.${kind}`, { count: limit, amount: amountOf(kind, limit) })
}
