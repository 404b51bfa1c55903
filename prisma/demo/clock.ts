import type { Random } from './random.ts'

const hour = 3_600_000
const day = 24 * hour

/** Times before `now`, in an agency's working hours, so that the demo looks as if somebody had been here yesterday. */
export class Clock {
  readonly now: Date

  constructor(now: Date) {
    this.now = new Date(Math.floor(now.getTime() / hour) * hour)
  }

  /** Some working hour of the day so long ago; Sundays count as Saturdays. */
  at(random: Random, daysAgo: number): Date {
    const midnight = Math.floor(this.now.getTime() / day) * day - daysAgo * day
    const shift = new Date(midnight).getUTCDay() === 0 ? day : 0
    const time = midnight - shift + random.int(6 * 3600, 17 * 3600) * 1000
    return new Date(time < this.now.getTime() ? time : this.now.getTime() - random.int(600, 3000) * 1000)
  }

  /** So many times after `from`, in order. */
  after(random: Random, from: Date, count: number): Date[] {
    const first = Math.floor((this.now.getTime() - from.getTime()) / day) - 1
    const times = Array.from({ length: count }, () => this.at(random, random.int(0, Math.max(first, 0))))
    const late = times.map((time) => Math.max(time.getTime(), from.getTime() + 60_000))
    return late.sort((a, b) => a - b).map((time, index) => new Date(time + index * 1000))
  }
}
