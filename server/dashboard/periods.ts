import { DateTime } from 'luxon'
import { daysAround, type Days } from '../calendar/days.ts'
import { defaultSettings } from '../resources/settings.ts'

/** From an instant up to, but not including, another; either end may be open. */
export interface Period {
  from?: Date
  to?: Date
}

/** The dashboard's days and months around a moment, on the clocks of a time zone. */
export interface Periods extends Days {
  now: Date
  /** The last 30 days begin here; today is one of them. */
  monthAgo: Date
  /** The last twelve, oldest first; the last one has today in it. */
  months: (Required<Period> & { month: string })[]
  /** Publication days by their distance from today, in days, both ends included. */
  ages: { days: { from: number; to?: number }; period: Period }[]
}

const ageLimits = [30, 90, 180, 365]

/** A time zone that is not known here counts as Athens. */
export function periodsAround(now: Date, timeZone: string): Periods {
  const there = DateTime.fromJSDate(now, { zone: timeZone })
  const local = there.isValid ? there : DateTime.fromJSDate(now, { zone: defaultSettings.timeZone })
  const daysAgo = (days: number) => local.minus({ days }).startOf('day').toJSDate()
  const month = (ago: number) => local.startOf('month').minus({ months: ago }).startOf('month')
  return {
    ...daysAround(now, timeZone),
    now,
    monthAgo: daysAgo(29),
    months: Array.from({ length: 12 }, (_, index) => {
      const begins = month(11 - index)
      return { month: begins.toFormat('yyyy-MM'), from: begins.toJSDate(), to: month(10 - index).toJSDate() }
    }),
    ages: [-1, ...ageLimits].map((before, index) => {
      const limit = ageLimits[index]
      return {
        days: { from: before + 1, to: limit },
        period: {
          from: limit === undefined ? undefined : daysAgo(limit),
          to: before < 0 ? undefined : daysAgo(before),
        },
      }
    }),
  }
}
