import type { ErrorRequestHandler, Request, Response } from 'express'
import { isConnectionFault } from '../database/connectionFault.ts'
import { Problem } from '../errors.ts'

/** The one place that turns anything thrown into an answer (RFC 9457). Unknown faults are ours: 500, told by id only. */
export const renderProblem: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (res.headersSent) return next(error)
  const problem = toProblem(error)
  if (problem.status >= 500) req.log.error({ err: error }, 'request failed')
  sendProblem(req, res, problem)
}

export function sendProblem(req: Request, res: Response, problem: Problem): void {
  const { problem: name, status, title, message: detail, members } = problem
  const body = {
    type: `urn:oikion:problem:${name}`,
    title,
    status,
    detail,
    message: detail,
    instance: req.id,
    ...members,
  }
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
      return new Problem('bad-request', `The body is not JSON: ${fault.message ?? ''}`)
    case 'entity.verify.failed':
      return new Problem('bad-request', fault.message ?? 'The body cannot be read')
    case 'entity.too.large':
      return new Problem('too-large', `The body is larger than ${fault.limit} bytes`, { limit: fault.limit })
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new Problem('unsupported-media-type', fault.message ?? 'This encoding is not accepted')
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
  if (isConnectionFault(error) || fault.code === '53300')
    return new Problem('unavailable', 'The database cannot be reached; try again in a moment')
  return new Problem('internal', 'Something went wrong on our side; quote the request id when you report it')
}
