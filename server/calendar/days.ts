import { DateTime } from 'luxon'
import { defaultSettings } from '../resources/settings.ts'

/** Where days begin around a moment, on the clocks of a time zone; days of 23 and 25 hours included. */
export interface Days {
  today: Date
  /** Eight in the morning, when people are reminded of what falls due later that day. */
  morning: Date
  tomorrow: Date
  /** The seven days that begin with today end here. */
  weekEnd: Date
}

/** The days around `now`. A time zone that is not known here counts as Athens. */
export function daysAround(now: Date, timeZone: string): Days {
  const there = DateTime.fromJSDate(now, { zone: timeZone })
  const local = there.isValid ? there : DateTime.fromJSDate(now, { zone: defaultSettings.timeZone })
  const today = local.startOf('day')
  return {
    today: today.toJSDate(),
    morning: today.set({ hour: 8 }).toJSDate(),
    tomorrow: today.plus({ days: 1 }).toJSDate(),
    weekEnd: today.plus({ days: 7 }).toJSDate(),
  }
}
