import type { Field } from '../server/resources/fields.ts'
import { locale } from './providers/i18n.ts'

/** Day before month in both; English in its British forms. */
const tags = { el: 'el-GR', en: 'en-GB' }
const tag = () => tags[locale()]
const gap = '\u00a0'

const dayForm: Intl.DateTimeFormatOptions = { day: '2-digit', month: '2-digit', year: 'numeric' }
// Greek would have twelve hours, «μ.μ.»; agencies write twenty-four.
const minuteForm: Intl.DateTimeFormatOptions = { ...dayForm, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }

/** Thousands are set apart from 10,000 on, so that a year stays `1985`. */
export const formatNumber = (value: number) =>
  new Intl.NumberFormat(tag(), { maximumFractionDigits: 6, useGrouping: 'min2' }).format(value)

/** How many there are: `1,284`, in Greek `1.284`. */
export const formatCount = (value: number) => new Intl.NumberFormat(tag()).format(value)

/** `250,000 €`, in Greek `250.000 €`, with cents only where there are any. */
export const formatMoney = (value: number) => `${amount(value, 2)}${gap}€`

/** `1,250.5 m²`, grouped as money is. */
export const formatMeasure = (value: number, unit: string) =>
  `${new Intl.NumberFormat(tag(), { maximumFractionDigits: 6 }).format(value)}${gap}${unit}`

/** A number as its input shows it, with every decimal it has; grouped only where `readNumber` takes groups. */
export function writeNumber({ kind, unit }: Pick<Field, 'kind' | 'unit'>, value: number): string {
  if (kind === 'money') return amount(value, 20)
  const useGrouping = unit ? true : kind === 'integer' ? 'min2' : false
  return new Intl.NumberFormat(tag(), { maximumFractionDigits: 20, useGrouping }).format(value)
}

function amount(value: number, maximumFractionDigits: number): string {
  const minimumFractionDigits = Number.isInteger(value) ? 0 : 2
  return new Intl.NumberFormat(tag(), { minimumFractionDigits, maximumFractionDigits }).format(value)
}

/** `31/12/2025` of a day (`2025-12-31`), whatever the time zone. */
export function formatDay(day: string): string {
  return new Intl.DateTimeFormat(tag(), { ...dayForm, timeZone: 'UTC' }).format(
    new Date(`${day.slice(0, 10)}T00:00:00Z`),
  )
}

/** `November 2025`, or `Nov 25`, of a month (`2025-11`). */
export function formatMonth(month: string, length: 'long' | 'short'): string {
  const form = { month: length, year: length === 'long' ? 'numeric' : '2-digit', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(tag(), form).format(new Date(`${month}-01T00:00:00Z`))
}

/** `31/12/2025, 18:05` of an instant, in the reader's time zone. */
export const formatInstant = (instant: string) => new Intl.DateTimeFormat(tag(), minuteForm).format(new Date(instant))

/** `18:05` of an instant, in the reader's time zone. */
export const formatTime = (instant: string) =>
  new Intl.DateTimeFormat(tag(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(instant))

/** `Wednesday 25 November` of a day (`2026-11-25`), whatever the time zone. */
export const formatLongDay = (day: string) =>
  new Intl.DateTimeFormat(tag(), { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** `5 min ago`, `yesterday`, `in 2 mo`. */
export function formatRelative(instant: string, now = Date.now()): string {
  const seconds = (new Date(instant).getTime() - now) / 1000
  const relative = new Intl.RelativeTimeFormat(tag(), { numeric: 'auto', style: 'short' })
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  const text = unit === 'second' ? relative.format(0, 'second') : relative.format(Math.trunc(seconds / size), unit)
  // «πριν 5 λεπ.» as people say it, where columns are narrow.
  return text.replace('πριν από', 'πριν')
}

/** `5 minutes`. */
export const formatDuration = (value: number, unit: 'second' | 'minute' | 'hour') =>
  new Intl.NumberFormat(tag(), { style: 'unit', unit, unitDisplay: 'long' }).format(value)

/** `38 properties and 2 clients`. */
export const formatList = (parts: string[]) => new Intl.ListFormat(tag()).format(parts)

/** Sorts by the Greek alphabet, whose rules for Latin letters are the usual ones; the server sorts by the same. */
export const compareWords = (a: string, b: string) => collator.compare(a, b)
const collator = new Intl.Collator('el')

/** `GR` → `Greece`. */
export function formatCountry(code: string): string {
  try {
    return new Intl.DisplayNames(tag(), { type: 'region' }).of(code) ?? code
  } catch {
    return code
  }
}

/** `3.4 MB`. */
export function formatBytes(bytes: number): string {
  const [size, unit] = bytes >= 1_000_000 ? [bytes / 1_000_000, 'MB'] : [bytes / 1_000, 'kB']
  return `${new Intl.NumberFormat(tag(), { maximumFractionDigits: 1 }).format(size)}${gap}${unit}`
}
