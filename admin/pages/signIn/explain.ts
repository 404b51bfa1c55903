import { ApiError } from '../../providers/http.ts'
import { formatDuration } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import { asSentence } from '../../words.ts'

/** What to tell a person about a call that failed: words under the fields concerned, and words about the whole. */
export interface Failure {
  message?: string
  fields: Record<string, string>
  /** The mailed link is used up, too old or unknown: only a new one helps. */
  isLink?: boolean
}

/** Says what went wrong and what to do next. `names` are the form's fields; what is wrong elsewhere is said above. */
export function explain(error: unknown, names: string[] = []): Failure {
  if (!(error instanceof ApiError)) return { message: t('errors.server'), fields: {} }
  const { statusCode, problem } = error
  if (statusCode === 429) return { message: tooMany(problem?.retryAfter), fields: {} }
  if (statusCode === 410) return { message: t('link.useless'), fields: {}, isLink: true }
  if (problem?.type === 'urn:oikion:problem:credentials') return { message: t('signIn.wrong'), fields: {} }
  const wrong = Object.entries(error.errors ?? {}).map(([name, words]) => [name, sentence(words)] as const)
  const fields = Object.fromEntries(wrong.filter(([name]) => names.includes(name)))
  const others = wrong.filter(([name]) => !names.includes(name)).map(([, words]) => words)
  const message = others.length ? others.join(' ') : wrong.length ? undefined : error.message
  return { message, fields }
}

/** «Try again in 5 minutes»: the time as a person would say it, rounded up. */
function tooMany(seconds = 60): string {
  const unit = seconds < 90 ? 'second' : seconds < 5400 ? 'minute' : 'hour'
  const size = { second: 1, minute: 60, hour: 3600 }[unit]
  return t('signIn.tooMany', { wait: formatDuration(Math.ceil(seconds / size), unit) })
}

const sentence = (words: unknown) => asSentence([words].flat().join(', '))
