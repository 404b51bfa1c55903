/** One wrong field: a JSON pointer into the body (RFC 6901) and what is wrong. */
export interface FieldError {
  pointer: string
  detail: string
}

/** The problem types of the HTTP contract, with their status and title. The table stands in server/README.md. */
export const problemTypes = {
  'bad-request': [400, 'The request cannot be read'],
  unauthenticated: [401, 'You are not signed in'],
  credentials: [401, 'E-mail or password is wrong'],
  forbidden: [403, 'Your role does not allow this'],
  'second-factor-required': [403, 'This organization wants a second factor'],
  reauthenticate: [403, 'Sign in again to do this'],
  'cross-site': [403, 'Writes from other sites are refused'],
  'not-found': [404, 'Not found'],
  conflict: [409, 'The record has changed'],
  link: [410, 'This link does not work any more'],
  precondition: [412, 'If-Match cannot be read'],
  'too-large': [413, 'Too large'],
  'unsupported-media-type': [415, 'This kind of content is not accepted here'],
  validation: [422, 'Some fields are not right'],
  'too-many': [429, 'Too many tries'],
  internal: [500, 'Something went wrong on our side'],
  unavailable: [503, 'The database cannot be reached'],
} as const satisfies Record<string, readonly [status: number, title: string]>

export type ProblemName = keyof typeof problemTypes

/** An answer that is an error (RFC 9457), thrown anywhere and rendered once, in http/problems.ts. */
export class Problem extends Error {
  readonly problem: ProblemName
  readonly status: number
  readonly title: string
  readonly members: Record<string, unknown>

  constructor(problem: ProblemName, detail: string, members: Record<string, unknown> = {}) {
    super(detail)
    this.name = 'Problem'
    this.problem = problem
    ;[this.status, this.title] = problemTypes[problem]
    this.members = members
  }
}

/** 422 with every wrong field. */
export function invalid(errors: FieldError[]): Problem {
  const first = errors[0]
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  return new Problem('validation', first ? `${first.pointer.slice(1)}: ${first.detail}${more}` : 'Nothing to save', {
    errors,
  })
}

export function notFound(resource: string): Problem {
  return new Problem('not-found', `There is no such record among ${resource}, or it is not yours to see`)
}

/** 400 that names the query parameter. */
export function badParameter(parameter: string, detail: string): Problem {
  return new Problem('bad-request', `${parameter}: ${detail}`, { parameter })
}
