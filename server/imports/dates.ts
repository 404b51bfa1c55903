import { timeZone } from '../records/exportCells.ts'
import { isKept } from '../records/keptInstant.ts'

/** A day as `2025-12-31`, from that or from day/month/year; undefined for what is no day. */
export function parseDay(text: string): string | undefined {
  const parts = /^(\d{4})-(\d\d?)-(\d\d?)$/.exec(text)
  if (parts) return day(parts[1], parts[2], parts[3])
  const local = /^(\d\d?)[/.-](\d\d?)[/.-](\d{4})$/.exec(text)
  return local ? day(local[3], local[2], local[1]) : undefined
}

function day(year = '', month = '', date = ''): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  const at = new Date(`${text}T00:00:00Z`)
  return isKept(at) && at.toISOString().startsWith(text) ? text : undefined
}

/** An instant in UTC, from ISO 8601 or a local day with or without a time; undefined for what is neither. */
export function parseInstant(text: string): string | undefined {
  const [, date = '', clock = '00:00', zone = ''] =
    /^(\d[\d/.-]{5,9})(?:[T ]+(\d\d?:\d\d(?::\d\d(?:\.\d{1,6})?)?)\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/.exec(text) ?? []
  const known = parseDay(date)
  if (!known) return undefined
  const local = `${known}T${clock.replace(/^(\d):/, '0$1:')}`
  if (zone) return instant(local + (zone.length === 3 ? `${zone}:00` : zone))
  const asUtc = Date.parse(instant(`${local}Z`) ?? '')
  if (Number.isNaN(asUtc)) return undefined
  // The offset is that of the instant, which is known only by taking off an offset: the second try is exact.
  return shown(new Date(asUtc - offsetAt(asUtc - offsetAt(asUtc))))
}

const instant = (text: string) => shown(new Date(text))

const shown = (at: Date) => (isKept(at) ? at.toISOString() : undefined)

const offsets = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })

/** Milliseconds that local time is ahead of UTC at an instant. */
function offsetAt(at: number): number {
  const name = offsets.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
