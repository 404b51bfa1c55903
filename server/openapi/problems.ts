import { problemTypes, type ProblemName } from '../errors.ts'
import type { JsonSchema } from './operation.ts'

const text: JsonSchema = { type: 'string' }
const number: JsonSchema = { type: 'number' }

const fieldErrors: JsonSchema = {
  type: 'array',
  description: 'Every wrong field, by its JSON pointer into the body.',
  items: {
    type: 'object',
    required: ['pointer', 'detail'],
    properties: { pointer: text, detail: text },
    additionalProperties: false,
  },
}

/** What the problems of a type hold besides what all have; each where it is known. */
const members: Partial<Record<ProblemName, Record<string, JsonSchema>>> = {
  'bad-request': { parameter: text, line: number },
  forbidden: { action: text, resource: text },
  'second-factor-required': { organizationId: { type: 'string', format: 'uuid' } },
  'not-found': { organization: { type: 'boolean' } },
  conflict: {
    current: { type: 'object', description: 'What stands there now.' },
    errors: fieldErrors,
    blockedBy: { type: 'array', items: { type: 'object' } },
  },
  limit: { kind: text, limit: number, used: number, plan: text, raisedBy: text, retryAfter: number },
  link: { state: text },
  'too-large': { limit: number },
  validation: { errors: fieldErrors, limit: number },
  'too-many': { retryAfter: number },
  busy: { retryAfter: number },
  unavailable: { retryAfter: number },
}

/** Files of a form that were not taken; the problem is that of the first. */
const refused: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['name', 'type', 'status', 'detail'],
    properties: { name: text, type: text, status: number, detail: text },
  },
}

/** The schema of each problem type (RFC 9457), by its component's name. */
export function problemSchemas(): Record<string, JsonSchema> {
  const names = Object.keys(problemTypes) as ProblemName[]
  return Object.fromEntries(names.map((name) => [schemaName(name), problemSchema(name)]))
}

function problemSchema(name: ProblemName): JsonSchema {
  const [status, title] = problemTypes[name]
  return {
    type: 'object',
    title,
    required: ['type', 'title', 'status', 'detail', 'message', 'instance'],
    properties: {
      type: { const: `urn:oikion:problem:${name}` },
      title: text,
      status: { const: status },
      detail: text,
      message: { ...text, description: 'Repeats `detail`, for clients that look for it here.' },
      instance: { ...text, description: 'The id of the request.' },
      ...members[name],
      refused,
    },
    additionalProperties: false,
  }
}

const schemaName = (name: ProblemName) =>
  `${name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')}Problem`

/** Problems by their status, each status with the name of its response among the components. */
export function responsesOf(problems: readonly ProblemName[]): Map<number, string> {
  const found = new Map<number, string>()
  for (const status of new Set(problems.map((name) => problemTypes[name][0]))) {
    found.set(status, namesOf(problems, status).map(schemaName).join('.'))
  }
  return found
}

/** The response component of all these problems of one status. */
export function responseOf(problems: readonly ProblemName[], status: number): JsonSchema {
  const names = namesOf(problems, status)
  const schemas = names.map((name) => ({ $ref: `#/components/schemas/${schemaName(name)}` }))
  const waits = names.some((name) => 'retryAfter' in (members[name] ?? {}))
  return {
    description: names.map((name) => problemTypes[name][1]).join('; or: '),
    ...(waits && { headers: { 'Retry-After': { $ref: '#/components/headers/Retry-After' } } }),
    content: { 'application/problem+json': { schema: schemas.length === 1 ? schemas[0] : { oneOf: schemas } } },
  }
}

const namesOf = (problems: readonly ProblemName[], status: number) =>
  [...new Set(problems)].filter((name) => problemTypes[name][0] === status).sort()
