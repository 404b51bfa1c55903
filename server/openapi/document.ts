import type { Access } from '../records/access.ts'
import { resources } from '../resources/index.ts'
import { answerHeaders, securitySchemes, sharedParameters } from './components.ts'
import { filterSchemas } from './listParameters.ts'
import type { JsonSchema, Method, Operation } from './operation.ts'
import { operationGroups } from './operations.ts'
import { pathItem, type Used } from './pathItem.ts'
import { problemSchemas, responseOf } from './problems.ts'
import { aboutRecords, recordSchemas } from './recordSchemas.ts'
import { sharedSchemas, toJsonSchema } from './schemas.ts'

/** For whom the document is: nobody who is known, or a person or program in an organization; or all there is, for tests. */
export type Reader = 'anyone' | 'everything' | Access

export interface Described {
  openapi: string
  paths: Record<string, Partial<Record<Method, JsonSchema>>>
  components: Record<string, Record<string, JsonSchema>>
  [part: string]: unknown
}

interface Written {
  operation: Operation
  tag: string
  path: string
  method: Method
  item: JsonSchema
}

/** All that can be written down without knowing the reader; made when first asked for. */
interface Whole {
  written: Written[]
  tags: { name: string; description: string }[]
  components: Described['components']
}

let whole: Whole | undefined

/** The OpenAPI document of what the reader may do: operations that would be refused are not in it, nor what only they use. */
export function describeApi(reader: Reader, { url, cookieName }: { url: string; cookieName: string }): Described {
  whole ??= writeWhole()
  const open = whole.written.filter(({ operation }) => isFor(reader, operation))
  const tags = new Set(open.map(({ tag }) => tag))
  const paths: Described['paths'] = {}
  for (const { path, method, item } of open) (paths[path] ??= {})[method] = item
  const document: Described = {
    openapi: '3.1.1',
    info: {
      title: 'Oikion',
      version: '1',
      summary: 'The back office of real-estate agencies',
      description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url }],
    tags: whole.tags.filter(({ name }) => tags.has(name)),
    paths,
    components: { ...whole.components, securitySchemes: securitySchemes(cookieName) },
  }
  return reader === 'everything' ? document : withoutUnused(document)
}

function writeWhole(): Whole {
  const used: Used = { responses: new Map(), parameters: new Map() }
  const groups = operationGroups()
  const written = groups.flatMap(({ tag, operations }) =>
    operations.map((operation): Written => {
      const [method = '', path = ''] = operation.at.split(' ')
      return { operation, tag, path, method: method.toLowerCase() as Method, item: pathItem(operation, tag, used) }
    }),
  )
  const responses = [...used.responses].map(([name, { problems, status }]) => [name, responseOf(problems, status)])
  return {
    written,
    tags: groups.map(({ tag, description }) => ({ name: tag, description })),
    components: {
      parameters: { ...sharedParameters, ...Object.fromEntries(used.parameters) },
      headers: answerHeaders,
      responses: Object.fromEntries(responses) as Record<string, JsonSchema>,
      schemas: allSchemas(),
    },
  }
}

const description = `The records and the work of one real-estate agency. Everything speaks JSON; lists speak the dialect of
json-server, which [Refine](https://refine.dev) and react-admin know as *simple-rest* and *json-server*. Every error is a
problem (RFC 9457) whose \`type\` is \`urn:oikion:problem:<name>\`. This document holds what whoever asked for it may do.`

/** Whether this reader gets further than a refusal. */
function isFor(reader: Reader, { audience, at }: Operation): boolean {
  if (reader === 'everything' || audience === 'anyone') return true
  if (reader === 'anyone') return false
  if (audience === 'people') return !reader.token
  if (reader.token && !audience.tokens) return false
  if (reader.isReadOnly && !at.startsWith('GET ')) return false
  return audience.may(reader)
}

function allSchemas(): Record<string, JsonSchema> {
  const records = Object.values(resources).map(recordSchemas)
  const named = [...sharedSchemas()].map(([name, schema]) => [name, toJsonSchema(schema, 'output')] as const)
  return Object.assign(
    {},
    problemSchemas(),
    filterSchemas,
    aboutRecords,
    ...records,
    Object.fromEntries(named),
  ) as Record<string, JsonSchema>
}

/** Leaves out components that nothing leads to. */
function withoutUnused(document: Described): Described {
  const kept = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (key !== '$ref' || typeof inner !== 'string') visit(inner)
      else if (!kept.has(inner)) {
        kept.add(inner)
        const [, , kind = '', name = ''] = inner.split('/')
        visit(document.components[kind]?.[name])
      }
    }
  }
  visit(document.paths)
  const components = Object.entries(document.components).map(([kind, entries]) => {
    const isKept = ([name]: [string, unknown]) => kind === 'securitySchemes' || kept.has(`#/components/${kind}/${name}`)
    return [kind, Object.fromEntries(Object.entries(entries).filter(isKept))]
  })
  return { ...document, components: Object.fromEntries(components) as Described['components'] }
}
