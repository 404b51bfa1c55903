import type { z } from 'zod'
import type { ProblemName } from '../errors.ts'
import { authorize, type Access } from '../records/access.ts'
import type { Definition } from '../resources/define.ts'
import { hasRight, type Right } from '../resources/rights.ts'
import type { Action } from '../resources/roles.ts'

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** A schema as the document holds it: JSON Schema 2020-12. */
export type JsonSchema = { [keyword: string]: unknown }

/** What is declared may be zod's or JSON Schema; both may refer to what `shared` has named. */
export type Schema = z.ZodType | JsonSchema

export interface Parameter {
  name: string
  description?: string
  schema: Schema
  required?: true
  /** Repeated (`a=1&a=2`) where the value is a list; with `comma` it is `a=1,2`, with `json` it is JSON. */
  as?: 'comma' | 'json'
  /** Written once among the components, under this name. */
  component?: string
}

/** Headers of answers; their descriptions are in `components.ts`. */
export type AnswerHeader = 'ETag' | 'Location' | 'Link' | 'X-Total-Count' | 'X-Total-Count-Capped' | 'X-Unread-Count'

export interface Answer {
  description?: string
  /** None: no content. */
  body?: Schema
  /** Of the body; `application/json` unless said otherwise. */
  type?: string
  headers?: readonly AnswerHeader[]
}

export interface Body {
  schema: Schema
  /** `application/json` unless said otherwise. */
  types?: readonly string[]
  /** It may be left out. */
  optional?: true
}

/** Who may call: anybody, whoever is signed in as a person, or members for whom `may` holds. */
export type Audience = 'anyone' | 'people' | { tokens: boolean; may: (access: Access) => boolean }

/** One operation of the API, as a route's file declares it. */
export interface Operation {
  /** Method and whole path, e.g. `POST /api/jobs/{id}/retry`. */
  at: `${Uppercase<Method>} /${string}`
  summary: string
  description?: string
  /** The name by which generated clients know it; made from method and path unless given. */
  id?: string
  audience: Audience
  query?: readonly Parameter[]
  headers?: readonly ('If-Match' | 'Idempotency-Key' | 'Last-Event-ID' | 'Range')[]
  body?: Body
  answers: Readonly<Record<number, Answer>>
  /** Those besides what any call may be answered with. */
  problems?: readonly ProblemName[]
}

/** Operations under one heading. */
export interface OperationGroup {
  tag: string
  description: string
  operations: readonly Operation[]
}

/** Members and their API tokens. */
export const members: Audience = { tokens: true, may: () => true }

/** Members, but no API tokens: what is one's own. */
export const persons: Audience = { tokens: false, may: () => true }

/** Members with a right that is not about records. */
export const holding = (right: Right): Audience => ({ tokens: false, may: (access) => hasRight(right, access) })

/** Whoever may do this to records, with an API token by its scopes. */
export const acting = (definition: Definition, action: Action): Audience => ({
  tokens: true,
  may: (access) => mayAct(access, definition, action),
})

/** The same, but for API tokens. */
export const actingInPerson = (definition: Definition, action: Action): Audience => ({
  tokens: false,
  may: (access) => mayAct(access, definition, action),
})

function mayAct(access: Access, definition: Definition, action: Action): boolean {
  try {
    authorize(access, definition, action)
    return true
  } catch {
    return false
  }
}

export const json = (schema: Schema): Body => ({ schema })
/** 204. */
export const none: Answer = { description: 'Done.' }
