import type { RequestListener, ServerResponse } from 'node:http'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describeApi } from '../openapi/document.ts'
import type { JsonSchema, Method } from '../openapi/operation.ts'

interface Described {
  method: Method
  path: string
  matches: RegExp
  item: JsonSchema
}

interface Declared {
  content?: Record<string, { schema: JsonSchema }>
  headers?: Record<string, { $ref: string }>
}

const api = describeApi('everything', { url: 'http://oikion.test', cookieName: 'oikion.sid' })
// Each file of tests compiles what it meets, once: quickly made is better here than quickly run.
const ajv = new Ajv2020({ strict: false, validateSchema: false, code: { optimize: false } })
addFormats.default(ajv, ['uuid', 'date-time', 'date'])
ajv.addSchema({ $id: 'http://api.test/openapi', components: api.components })

/** By method and number of segments; addresses with fewer variables first. */
const operations = new Map<string, Described[]>()
for (const [path, items] of Object.entries(api.paths)) {
  for (const [method, item] of Object.entries(items)) {
    const pattern = path.replaceAll(/[.]/g, '[.]').replaceAll(/\{\w+\}/g, '[^/]+')
    const known = operations.get(keyOf(method, path)) ?? []
    known.push({ method: method as Method, path, matches: new RegExp(`^${pattern}/?$`, 'i'), item })
    known.sort((a, b) => a.path.split('{').length - b.path.split('{').length)
    operations.set(keyOf(method, path), known)
  }
}

function keyOf(method: string, path: string): string {
  return `${method} ${path.replace(/\/$/, '').split('/').length}`
}

const compiled = new Map<JsonSchema, ValidateFunction>()

function validatorOf(schema: JsonSchema): ValidateFunction {
  const known = compiled.get(schema)
  if (known) return known
  const absolute = JSON.stringify(schema).replaceAll('"#/components/', '"http://api.test/openapi#/components/')
  const made = ajv.compile(JSON.parse(absolute) as JsonSchema)
  compiled.set(schema, made)
  return made
}

export interface SeenAnswer {
  method: string
  /** As asked for, with its query. */
  url: string
  status: number
  type: string
  header: (name: string) => unknown
  /** None of streams and files. */
  text?: string
}

/** What is wrong with an answer by the OpenAPI document, if anything. */
export function faultOfAnswer(answer: SeenAnswer): string | undefined {
  const path = answer.url.split('?')[0] ?? ''
  const method = answer.method.toLowerCase()
  const asked = method === 'head' ? 'get' : method
  const found = operations.get(keyOf(asked, path))?.find(({ matches }) => matches.test(path))
  if (!found) return path.startsWith('/api/') ? faultOfUnknown(answer) : undefined
  const declared = declaredOf(found.item, answer.status)
  if (!declared) return 'the document knows no such status'
  const missing = Object.entries(declared.headers ?? {}).find(
    ([name, { $ref }]) => isRequired($ref) && !answer.header(name),
  )
  if (missing) return `the header ${missing[0]} is missing`
  if (method === 'head') return undefined
  return faultOfBody(declared.content, answer)
}

const isRequired = (reference: string) => resolved(reference)['required'] === true

function declaredOf({ responses }: JsonSchema, status: number): Declared | undefined {
  const declared = (responses as Record<string, JsonSchema>)[status]
  const { $ref } = declared ?? {}
  return typeof $ref === 'string' ? resolved($ref) : declared
}

function resolved(reference: string): JsonSchema {
  const [, , kind = '', name = ''] = reference.split('/')
  return api.components[kind]?.[name] ?? {}
}

function faultOfBody(content: Declared['content'], { type, text }: SeenAnswer): string | undefined {
  const kind = type.split(';')[0] ?? ''
  if (!content) return kind || text ? `the document knows no body, and it is ${kind}` : undefined
  const schema = (content[kind] ?? content['*/*'])?.schema
  if (!schema) return `the document knows no body of type ${kind}, but ${Object.keys(content).join(', ')}`
  if (text === undefined) return undefined
  const validate = validatorOf(schema)
  return validate(parsed(text)) ? undefined : ajv.errorsText(validate.errors, { dataVar: '' })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What is not in the document may only be refused. */
function faultOfUnknown({ status, type }: SeenAnswer): string | undefined {
  const isProblem = status >= 400 && type.startsWith('application/problem+json')
  return isProblem ? undefined : 'the document knows no such operation'
}

const faults: string[] = []

/** Throws with what has been answered since and is not in the document. */
export function requireNoFaults(): void {
  const found = faults.splice(0)
  if (found.length > 0) throw new Error(found.join('\n\n'))
}

const largest = 2_000_000

/** The same application, whose every answer is held against the document on its way out. */
export function observed(app: RequestListener): RequestListener {
  return (req, res) => {
    const { method = '', url = '' } = req
    collect(res, (text) => {
      const answer = { method, url, status: res.statusCode, type: String(res.getHeader('content-type') ?? ''), text }
      const fault = faultOfAnswer({ ...answer, header: (name) => res.getHeader(name) })
      if (fault)
        faults.push(`${method} ${url} → ${answer.status} ${answer.type}: ${fault}\n${text?.slice(0, 600) ?? ''}`)
    })
    return app(req, res)
  }
}

/** Hands over the body just before it is finished, where it is JSON. */
function collect(res: ServerResponse, done: (text: string | undefined) => void): void {
  const chunks: Buffer[] = []
  let size = 0
  const keep = (chunk: unknown) => {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return
    size += chunk.length
    if (size <= largest && isJson(res)) chunks.push(Buffer.from(chunk))
  }
  const write = res.write.bind(res) as (...args: unknown[]) => boolean
  const end = res.end.bind(res) as (...args: unknown[]) => ServerResponse
  res.write = (...args: unknown[]) => {
    keep(args[0])
    return write(...args)
  }
  res.end = (...args: unknown[]) => {
    keep(args[0])
    if (!res.writableEnded && !res.destroyed) {
      done(isJson(res) && size > 0 && size <= largest ? Buffer.concat(chunks).toString() : undefined)
    }
    return end(...args)
  }
}

const isJson = (res: ServerResponse) => /json/.test(String(res.getHeader('content-type') ?? ''))
