import type { HttpError, ValidationErrors } from '@refinedev/core'
import { t } from './i18n.ts'

/** An error body as the server sends it (RFC 9457). */
export interface Problem {
  type: string
  title?: string
  status: number
  detail?: string
  instance?: string
  errors?: { pointer: string; detail: string }[]
  current?: Record<string, unknown>
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

type SignInAgain = () => Promise<void>
let signInAgain: SignInAgain | undefined

/** Registers who asks a person to sign in when their session has ended; calls then wait and are sent once more. */
export function onSessionEnded(ask: SignInAgain): void {
  signInAgain = ask
}

/** Asks for a new sign-in; answers whether calls may be repeated. */
export async function renewSession(problem: Problem | undefined): Promise<boolean> {
  if (!signInAgain || problem?.type !== 'urn:oikion:problem:unauthenticated') return false
  await signInAgain()
  return true
}

/** One call to our API. Throws `ApiError`; an ended session is renewed in place before the call is repeated. */
export async function send<T>(url: string, call: Call = {}, repeated = false): Promise<Answer<T>> {
  const response = await fetchOrExplain(url, call)
  if (response.ok) {
    const data = response.status === 204 ? undefined : await response.json()
    return { data: data as T, headers: response.headers }
  }
  const problem = await problemOf(response)
  if (response.status === 401 && !repeated && (await renewSession(problem))) return send<T>(url, call, true)
  throw new ApiError(problem?.detail ?? problem?.title ?? t('errors.server'), response.status, problem)
}

async function fetchOrExplain(url: string, { method = 'GET', body, headers, organizationId, signal }: Call) {
  try {
    const response = await fetch(url, {
      method,
      signal,
      headers: {
        Accept: 'application/json',
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
