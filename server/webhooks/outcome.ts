import type { Answer } from './request.ts'

/** What an answer means for the delivery and its endpoint. */
export type Outcome =
  | { kind: 'done' }
  /** This event is tried again then; others go on. */
  | { kind: 'again'; at: Date }
  /** Everything for the endpoint waits until then. */
  | { kind: 'wait'; at: Date }
  /** This event is not tried again; everything else for the endpoint waits, if it asked for that. */
  | { kind: 'failed'; at: Date | null }
  /** The endpoint wants nothing any more. */
  | { kind: 'gone' }

/** Seconds between two tries; the last recurs. */
const pauses = [5, 30, 120, 600, 1800, 3600, 7200, 14_400]

/** Nobody is there, or nobody can take anything now. */
const overload = new Set([429, 502, 503, 504])

export interface Tried {
  /** How often before. */
  tries: number
  /** How often in a row the endpoint did not answer before. */
  silences: number
  giveUpAt: Date
}

/** Whether the endpoint has it. */
export const isTaken = ({ status }: Answer): boolean => status !== null && status >= 200 && status < 300

/**
 * An event that was refused is tried again by itself; when the endpoint does not answer, or cannot take anything, all wait
 * and keep their order. `Retry-After` is honoured. The last try is when the time is over.
 */
export function outcomeOf(answer: Answer, { tries, silences, giveUpAt }: Tried, now: Date): Outcome {
  const { status, retryAfter } = answer
  if (isTaken(answer)) return { kind: 'done' }
  if (status === 410) return { kind: 'gone' }
  const isSilent = status === null || overload.has(status)
  const pause = pauses[Math.min(isSilent ? silences : tries, pauses.length - 1)] ?? 5
  const asked = Math.min(retryAfter ?? 0, day / 1000)
  const at = new Date(now.getTime() + Math.max(pause, asked) * 1000)
  if (now >= giveUpAt || (at > giveUpAt && asked > pause)) return { kind: 'failed', at: isSilent ? at : null }
  return { kind: isSilent ? 'wait' : 'again', at: at < giveUpAt ? at : giveUpAt }
}

const day = 24 * 3600 * 1000
/** The first try comes a little after the change, and the last one a day after the change. */
const leeway = 3600 * 1000

/** Whether an endpoint that fails once more has failed for a day. */
export const hasFailedForADay = (failingSince: Date | null, now: Date): boolean =>
  failingSince !== null && now.getTime() - failingSince.getTime() >= day - leeway
