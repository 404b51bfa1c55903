import { say, type Message, type Said } from './messages/message.ts'
import { write } from './messages/write.ts'

/** One wrong field: a JSON pointer into the body (RFC 6901) and what is wrong. */
export interface FieldError {
  pointer: string
  detail: Message
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
  limit: [409, 'There is no room for more'],
  link: [410, 'This link does not work any more'],
  precondition: [412, 'If-Match cannot be read'],
  'too-large': [413, 'Too large'],
  'unsupported-media-type': [415, 'This kind of content is not accepted here'],
  validation: [422, 'Some fields are not right'],
  'too-many': [429, 'Too many tries'],
  internal: [500, 'Something went wrong on our side'],
  busy: [503, 'The server is busy'],
  unavailable: [503, 'The database cannot be reached'],
} as const satisfies Record<string, readonly [status: number, title: Message]>

export type ProblemName = keyof typeof problemTypes

/** An answer that is an error (RFC 9457), thrown anywhere and rendered once, in http/problems.ts, in the reader's language. */
export class Problem extends Error {
  readonly problem: ProblemName
  readonly status: number
  readonly title: Message
  readonly detail: Message
  /** What else the answer holds; `errors` are `FieldError`s. */
  readonly members: Record<string, unknown>

  /** The error's own `message`, for logs and commands, is the detail in English. */
  constructor(problem: ProblemName, detail: Message, members: Record<string, unknown> = {}) {
    super(write(detail, 'en'))
    this.name = 'Problem'
    this.problem = problem
    ;[this.status, this.title] = problemTypes[problem]
    this.detail = detail
    this.members = members
  }
}

/** 422 with every wrong field; `resource` finds the words of the first one's name. */
export function invalid(errors: FieldError[], resource?: string): Problem {
  const [first] = errors
  const detail = first ? faultAt(first, errors.length - 1, resource) : 'Nothing to save'
  return new Problem('validation', detail, { errors })
}

function faultAt({ pointer, detail: fault }: FieldError, more: number, resource?: string): Message {
  const values = { field: pointer.slice(1), fault, ...(resource && { resource }) }
  return more > 0 ? say('{field}: {fault} (and {more} more)', { ...values, more }) : say('{field}: {fault}', values)
}

/** Several faults in one sentence, each with its field. */
export function faultsOf(errors: FieldError[], resource: string): Message {
  const faults = errors.map(({ pointer, detail: fault }) => {
    const field = pointer.slice(1)
    return field ? say('{field} {fault}', { field, fault, resource }) : fault
  })
  return say('{faults:each}', { faults })
}

export function notFound(resource: string): Problem {
  const detail = 'There is no such record among {resource}, or it is not yours to see'
  return new Problem('not-found', say(detail, { resource }))
}

export function notInTrash(resource: string): Problem {
  const detail = 'There is no such record among the trash of {resource}, or it is not yours to see'
  return new Problem('not-found', say(detail, { resource }))
}

/** 400 that names the query parameter. What only programs get wrong is said in English, whatever is asked for. */
export function badParameter(parameter: string, fault: string | Said): Problem {
  return new Problem('bad-request', say('{parameter}: {fault}', { parameter, fault }), { parameter })
}
