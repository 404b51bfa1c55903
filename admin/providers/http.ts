import type { HttpError, ValidationErrors } from '@refinedev/core'
import type { Plan } from '../../server/resources/plans.ts'
import { locale, t } from './i18n.ts'

/** An error body as the server sends it (RFC 9457). */
export interface Problem {
  type: string
  title?: string
  status: number
  detail?: string
  instance?: string
  /** Seconds until another try is taken. */
  retryAfter?: number
  errors?: { pointer: string; detail: string }[]
  current?: Record<string, unknown>
  /** With `limit`: of what there is no room, how much there is and is used, by which plan, and which role can raise it. */
  kind?: string
  limit?: number
  used?: number
  plan?: Plan
  raisedBy?: string
  /** With 404: it is the organization that is not there (any more) for this person. */
  organization?: boolean
}

/** A failed call, in the shape Refine knows. `statusCode` 0 means that no answer came. */
export class ApiError extends Error implements HttpError {
  [key: string]: unknown
  statusCode: number
  problem?: Problem
  errors?: ValidationErrors

  constructor(message: string, statusCode: number, problem?: Problem) {
    super(message)
    this.statusCode = statusCode
    this.problem = problem
    this.errors = problem?.errors && errorsByField(problem.errors)
  }
}

export interface Answer<T> {
  data: T
  headers: Headers
}

export interface Call {
  method?: string
  body?: unknown
  headers?: Record<string, string>
  organizationId?: string
  signal?: AbortSignal
}

/** Why somebody must sign in again: the session is over, or too old for what they are about to change. */
export type EndReason = 'ended' | 'tooOld'
type SignInAgain = (why: EndReason) => Promise<boolean>
let signInAgain: SignInAgain | undefined

/** Registers who asks a person to sign in again, and answers whether they did; calls then wait and are sent once more. */
export function onSessionEnded(ask: SignInAgain): void {
  signInAgain = ask
}

/** Asks for a new sign-in; answers whether calls may be repeated. */
export async function renewSession(problem: Problem | undefined): Promise<boolean> {
  const reason = problem && reasons[problem.type]
  return signInAgain && reason ? signInAgain(reason) : false
}

const reasons: Record<string, EndReason | undefined> = {
  'urn:oikion:problem:unauthenticated': 'ended',
  'urn:oikion:problem:reauthenticate': 'tooOld',
}

/** One call to our API. Throws `ApiError`; an ended session is renewed in place before the call is repeated. */
export async function send<T>(url: string, call: Call = {}, repeated = false): Promise<Answer<T>> {
  const response = await fetchOrExplain(url, call)
  if (response.ok) {
    const data = response.status === 204 ? undefined : await response.json()
    return { data: data as T, headers: response.headers }
  }
  const problem = await problemOf(response)
  if (!repeated && (await renewSession(problem))) return send<T>(url, call, true)
  if (tellsOfOldSession(problem)) dispatchEvent(new Event('oikion:refused'))
  tellLimit(problem)
  throw new ApiError(problem?.detail ?? problem?.title ?? t('errors.server'), response.status, problem)
}

/** Has the frame say what the plan has no room for, wherever that was found out. */
export function tellLimit(problem: Problem | undefined): void {
  if (problem?.type === 'urn:oikion:problem:limit' && problem.plan) {
    dispatchEvent(new CustomEvent('oikion:limit', { detail: problem }))
  }
}

/** Refusals that the screens did not expect: a role, a membership or a rule has changed since the session was asked for. */
function tellsOfOldSession(problem: Problem | undefined): boolean {
  const isForbidden = /:(forbidden|second-factor-required)$/.test(problem?.type ?? '')
  return isForbidden || problem?.organization === true
}

async function fetchOrExplain(url: string, { method = 'GET', body, headers, organizationId, signal }: Call) {
  try {
    const response = await fetch(url, {
      method,
      signal,
      headers: {
        Accept: 'application/json',
        'Accept-Language': locale(),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(organizationId && { 'X-Organization-Id': organizationId }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    announceReachable(true)
    return response
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    announceReachable(false)
    throw new ApiError(t('errors.unreachable'), 0)
  }
}

/** Tells the frame whether the server answers at all; it shows and removes the offline banner. */
function announceReachable(reachable: boolean): void {
  dispatchEvent(new CustomEvent('oikion:reachable', { detail: reachable }))
}

async function problemOf(response: Response): Promise<Problem | undefined> {
  try {
    return (await response.json()) as Problem
  } catch {
    return undefined
  }
}

/** `/listPrice` and `/tags/2` become keys of the form's fields. */
function errorsByField(errors: { pointer: string; detail: string }[]): ValidationErrors {
  const byField: Record<string, string[]> = {}
  for (const { pointer, detail } of errors) {
    const field = pointer.split('/')[1] ?? ''
    byField[field] = [...(byField[field] ?? []), detail]
  }
  return byField
}
