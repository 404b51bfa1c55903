import type { ErrorRequestHandler, Request, Response } from 'express'
import { isConnectionFault } from '../database/connectionFault.ts'
import { Problem, type FieldError } from '../errors.ts'
import { inTheseWords, say, type Message } from '../messages/message.ts'
import { write } from '../messages/write.ts'
import { whoAndWhat } from '../running/requestLog.ts'
import { localeOf, writtenFor } from './locale.ts'

/** The one place that turns anything thrown into an answer (RFC 9457). Unknown faults are ours: 500, told by id only. */
export const renderProblem: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (res.headersSent) return next(error)
  const problem = toProblem(error)
  if (problem.status >= 500) req.log.error({ err: error, ...whoAndWhat(req) }, 'request failed')
  sendProblem(req, res, problem)
}

/** Answers in the language that the request asks for; without one in English. */
export function sendProblem(req: Request, res: Response, problem: Problem): void {
  const { problem: name, status, members } = problem
  const locale = localeOf(req)
  const detail = write(problem.detail, locale)
  const errors = members['errors'] as FieldError[] | undefined
  const body = {
    type: `urn:oikion:problem:${name}`,
    title: write(problem.title, locale),
    status,
    detail,
    message: detail,
    instance: req.id,
    ...members,
    ...(errors && { errors: errors.map(writtenFor(req)) }),
  }
  res.vary('Accept-Language').set('Content-Language', locale)
  if (typeof members['retryAfter'] === 'number') res.set('Retry-After', String(members['retryAfter']))
  res.status(status).type('application/problem+json').send(JSON.stringify(body))
}

interface BodyParserFault {
  type?: string
  status?: number
  message?: string
  limit?: number
  code?: string
  constraint?: string
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const fault = error as BodyParserFault
  switch (fault.type) {
    case 'entity.parse.failed':
      return new Problem('bad-request', say('The body is not JSON: {reason}', { reason: fault.message ?? '' }))
    case 'entity.verify.failed':
      return new Problem('bad-request', fault.message ? inTheseWords(fault.message) : 'The body cannot be read')
    case 'entity.too.large': {
      const { limit = 0 } = fault
      return new Problem('too-large', say('The body is larger than {limit} bytes', { limit }), { limit })
    }
    case 'encoding.unsupported':
    case 'charset.unsupported': {
      const detail = fault.message ? inTheseWords(fault.message) : 'This encoding is not accepted'
      return new Problem('unsupported-media-type', detail)
    }
    case 'request.aborted':
    case 'request.size.invalid':
      return new Problem('bad-request', 'The body ended early')
  }
  if (error instanceof URIError || (fault.status === 400 && /decode/i.test(fault.message ?? ''))) {
    return new Problem('bad-request', 'The address is not valid percent-encoded UTF-8')
  }
  if (fault.code?.startsWith('Z_')) return new Problem('bad-request', 'The body is not what its Content-Encoding says')
  if (fault.status === 404) return new Problem('not-found', 'There is nothing at this address')
  // Found out at COMMIT, wherever the last owner would have gone.
  if (fault.constraint === 'membership_last_owner')
    return new Problem('conflict', 'An organization needs at least one owner: make somebody else an owner first')
  const busy = busyBecause(fault)
  if (busy) return new Problem('busy', busy, { retryAfter: 5 })
  if (isConnectionFault(error) || fault.code === '53300')
    return new Problem('unavailable', 'The database cannot be reached; try again in a moment')
  return new Problem('internal', 'Something went wrong on our side; quote the request id when you report it')
}

/** Waited as long as it is waited for a lock, for a statement, for a connection of the pool. */
function busyBecause({ code, message = '' }: BodyParserFault): Message | undefined {
  if (code === '55P03') return 'Somebody else is changing the same; try again in a moment'
  if (code === '57014') return 'This takes too long at the moment; try again'
  if (message.startsWith('timeout exceeded when trying to connect'))
    return 'Too many requests are waiting; try again in a moment'
  return undefined
}
