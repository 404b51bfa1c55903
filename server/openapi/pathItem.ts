import type { ProblemName } from '../errors.ts'
import { securityOf } from './components.ts'
import type { Answer, JsonSchema, Operation, Parameter } from './operation.ts'
import { responseOf, responsesOf } from './problems.ts'
import { toJsonSchema } from './schemas.ts'

/** Components that the operations of a document have asked for. */
export interface Used {
  responses: Map<string, { problems: readonly ProblemName[]; status: number }>
  parameters: Map<string, JsonSchema>
}

/** One operation as the document holds it. */
export function pathItem(operation: Operation, tag: string, used: Used): JsonSchema {
  const { summary, description, body, id = nameOf(operation) } = operation
  return {
    operationId: id,
    summary,
    ...(description && { description }),
    tags: [tag],
    security: securityOf(operation),
    parameters: parametersOf(operation, used),
    ...(body && {
      requestBody: {
        required: !body.optional,
        content: contentOf(body.types ?? ['application/json'], toJsonSchema(body.schema, 'input')),
      },
    }),
    responses: responses(operation, used),
  }
}

/** `POST /api/jobs/{id}/retry` → `postJobsByIdRetry`. */
function nameOf({ at }: Operation): string {
  const [method = '', path = ''] = at.split(' ')
  const words = path
    .replace(/^\/api/, '')
    .split(/[/.-]/)
    .filter(Boolean)
    .map((word) => word.replace(/^\{(.*)\}$/, (_, name: string) => `By${capital(name)}`))
  return method.toLowerCase() + words.map(capital).join('')
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

function parametersOf(operation: Operation, used: Used): JsonSchema[] {
  const { at, audience, query = [], headers = [] } = operation
  const named = (name: string) => ({ $ref: `#/components/parameters/${name}` })
  const inPath = [...at.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => pathParameter(name))
  const isOfMembers = typeof audience !== 'string'
  return [
    ...inPath,
    ...query.map((parameter) => onceOrHere(parameter, used)),
    ...(isOfMembers ? [named('organization')] : []),
    ...(isOfMembers && at.startsWith('GET ') ? [named('organizationInQuery')] : []),
    ...headers.map(named),
    named('language'),
  ]
}

function onceOrHere(parameter: Parameter, { parameters }: Used): JsonSchema {
  const { component } = parameter
  if (component === undefined) return queryParameter(parameter)
  if (!parameters.has(component)) parameters.set(component, queryParameter(parameter))
  return { $ref: `#/components/parameters/${component}` }
}

const pathParameter = (name: string): JsonSchema => ({
  name,
  in: 'path',
  required: true,
  schema: /id$/i.test(name) ? { type: 'string', format: 'uuid' } : { type: 'string' },
})

function queryParameter({ name, description, schema, required, as }: Parameter): JsonSchema {
  const made = toJsonSchema(schema, 'input')
  const value = as === 'json' ? { content: contentOf(['application/json'], made) } : { schema: made }
  return {
    name,
    in: 'query',
    ...(description && { description }),
    ...(required && { required }),
    ...(as === 'comma' && { style: 'form', explode: false }),
    ...value,
  }
}

const contentOf = (types: readonly string[], schema: JsonSchema): JsonSchema =>
  Object.fromEntries(types.map((type) => [type, { schema }]))

function responses(operation: Operation, used: Used): JsonSchema {
  const problems = [...anywhere(operation), ...(operation.problems ?? [])]
  const found: JsonSchema = {}
  for (const [status, answer] of Object.entries(operation.answers)) found[status] = response(Number(status), answer)
  for (const [status, name] of responsesOf(problems)) {
    const own = found[String(status)] as JsonSchema | undefined
    if (own) {
      const { content } = responseOf(problems, status)
      found[String(status)] = { ...own, content: { ...(own['content'] as JsonSchema), ...(content as JsonSchema) } }
      continue
    }
    used.responses.set(name, { problems, status })
    found[String(status)] = { $ref: `#/components/responses/${name}` }
  }
  return found
}

function response(status: number, { description, body, type = 'application/json', headers = [] }: Answer): JsonSchema {
  return {
    description: description ?? (status === 201 ? 'Made.' : status === 202 ? 'It will be done.' : 'As asked.'),
    ...(headers.length > 0 && {
      headers: Object.fromEntries(headers.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
    }),
    ...(body && { content: contentOf([type], toJsonSchema(body, 'output')) }),
  }
}

/** What any call may be answered with, before it gets anywhere. */
function anywhere({ at, audience, body }: Operation): ProblemName[] {
  const isWrite = !at.startsWith('GET ')
  const known: ProblemName[] = ['bad-request', 'unauthenticated', 'internal', 'busy', 'unavailable']
  if (isWrite) known.push('cross-site')
  if (isWrite || body) known.push('too-large', 'unsupported-media-type')
  if (audience !== 'anyone') known.push('forbidden')
  if (typeof audience === 'object') known.push('second-factor-required', 'not-found')
  else if (/\{\w+\}/.test(at)) known.push('not-found')
  // A plan gives so many calls a day.
  if (typeof audience === 'object' && audience.tokens) known.push('limit')
  return known
}
