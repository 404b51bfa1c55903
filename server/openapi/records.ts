import type { Definition } from '../resources/define.ts'
import { fieldsOf, writableFields } from '../resources/fields.ts'
import { resources } from '../resources/index.ts'
import { nameLabel, oneLabel } from '../resources/labels/index.ts'
import { filterParameters, listParameters } from './listParameters.ts'
import { acting, json, type Answer, type Audience, type JsonSchema, type Operation } from './operation.ts'
import type { OperationGroup, Parameter } from './operation.ts'
import { pageParameters } from './parameters.ts'
import { schemaName, timelineEntry } from './recordSchemas.ts'
import { pointerTo, reference } from './schemas.ts'

const arrayOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items })

/** The generic operations of one resource, as `recordRoutes`, `exportRoutes` and `uploadRoutes` serve them. */
export function recordOperations(definition: Definition): OperationGroup {
  const { name } = definition
  const base = `/api/${name}` as const
  const about = {
    base,
    definition,
    one: inSentence(oneLabel(definition, 'en')),
    all: inSentence(nameLabel(definition, 'en')),
    model: schemaName(definition),
    record: { body: pointerTo(schemaName(definition)), headers: ['ETag'] } satisfies Answer,
  }
  return {
    tag: name,
    description: `${nameLabel(definition, 'en')}: records of the engine.`,
    operations: [...reading(about), ...writing(about), ...inBulk(about)],
  }
}

/** Small, but for what is written in capitals anyway. */
const inSentence = (label: string) => (/^.[A-Z]/.test(label) ? label : label.toLowerCase())

interface About {
  base: `/api/${string}`
  definition: Definition
  one: string
  all: string
  model: string
  record: Answer
}

function reading({ base, definition, one, all, model, record }: About): Operation[] {
  const audience = acting(definition, 'show')
  const told = Object.values(resources).filter(
    ({ timeline, references = {} }) => timeline !== undefined && Object.values(references).includes(definition.name),
  )
  return [
    {
      at: `GET ${base}`,
      id: `list${model}`,
      summary: `A page of ${all}`,
      audience: acting(definition, 'list'),
      query: listParameters(definition),
      answers: {
        200: { body: arrayOf(pointerTo(model)), headers: ['X-Total-Count', 'X-Total-Count-Capped', 'Link'] },
      },
    },
    { at: `GET ${base}/{id}`, id: `show${model}`, summary: `One ${one}`, audience, answers: { 200: record } },
    {
      at: `GET ${base}/{id}/history`,
      id: `history${model}`,
      summary: `What was changed, newest first`,
      audience,
      query: pageParameters,
      answers: { 200: { body: arrayOf(pointerTo('HistoryEntry')), headers: ['X-Total-Count'] } },
    },
    {
      at: `GET ${base}/{id}/timeline`,
      id: `timeline${model}`,
      summary: 'What was said, done and changed, newest first',
      audience,
      query: pageParameters,
      answers: {
        200: { body: arrayOf(timelineEntry(told)), headers: ['X-Total-Count', 'X-Total-Count-Capped'] },
      },
    },
    {
      at: `GET ${base}/{id}/dependents`,
      id: `dependents${model}`,
      summary: 'How many living records point to it',
      audience,
      answers: { 200: { body: arrayOf(pointerTo('Dependents')) } },
    },
    {
      at: `GET ${base}/{id}/linked`,
      id: `linked${model}`,
      summary: 'Records that met it in a note, an interaction or a task',
      audience,
      answers: { 200: { body: { ...arrayOf(pointerTo('Linked')), maxItems: 50 } } },
    },
  ]
}

function writing({ base, definition, one, model, record }: About): Operation[] {
  const edit = acting(definition, 'edit')
  const remove = acting(definition, 'delete')
  const isWritten = writableFields(definition).length > 0
  const body = (name: string) => json(isWritten ? pointerTo(name) : { type: 'object', maxProperties: 0 })
  const problems = ['conflict', 'limit', 'precondition', 'validation'] as const
  const change = { audience: edit, headers: ['If-Match'], answers: { 200: record }, problems } as const
  return [
    {
      at: `POST ${base}`,
      id: `create${model}`,
      summary: `Creates one ${one}`,
      audience: acting(definition, 'create'),
      headers: ['Idempotency-Key'],
      body: body(`${model}New`),
      answers: { 201: { ...record, headers: ['ETag', 'Location'] } },
      problems: ['conflict', 'limit', 'validation'],
    },
    {
      at: `PATCH ${base}/{id}`,
      id: `update${model}`,
      summary: 'Changes the fields given',
      ...change,
      body: body(`${model}Change`),
    },
    {
      at: `PUT ${base}/{id}`,
      id: `replace${model}`,
      summary: 'Replaces all writable fields',
      description:
        'The whole record as it was answered may be sent back; its `version` then counts as `If-Match`, and what cannot be set must be as it was.',
      ...change,
      body: isWritten ? json({ anyOf: [pointerTo(`${model}New`), pointerTo(model)] }) : body(''),
    },
    {
      at: `DELETE ${base}/{id}`,
      id: `delete${model}`,
      summary: 'Moves it to the trash',
      audience: remove,
      headers: ['If-Match'],
      answers: { 200: record },
      problems,
    },
    {
      at: `POST ${base}/{id}/restore`,
      id: `restore${model}`,
      summary: 'Takes it out of the trash',
      audience: remove,
      answers: { 200: record },
      problems,
    },
    {
      at: `POST ${base}/{id}/history/{activityId}/restore`,
      id: `revert${model}`,
      summary: 'Takes back what one change did',
      description: 'Of the fields named; with none, the whole record becomes what it was after that change.',
      ...change,
      body: json({
        type: 'object',
        properties: { fields: arrayOf({ type: 'string', enum: [...fieldsOf(definition).keys()] }) },
        additionalProperties: false,
      }),
    },
  ]
}

function inBulk({ base, definition, all, model }: About): Operation[] {
  return [
    {
      at: `POST ${base}/bulk`,
      id: `bulk${model}`,
      summary: `Edits, deletes or restores many ${all}`,
      description:
        'Those in `ids`, or with `query` all that a list with these parameters holds. All or nothing, but for those refused one by one.',
      audience: eitherOf(acting(definition, 'bulkEdit'), acting(definition, 'delete')),
      body: json(bulkBody(definition, model)),
      answers: { 200: { body: pointerTo('BulkAnswer') } },
      problems: ['conflict', 'limit', 'validation'],
    },
    {
      at: `GET ${base}/export`,
      id: `export${model}`,
      summary: 'The list as a CSV file',
      audience: acting(definition, 'export'),
      query: [...filterParameters(definition), ...exportParameters(definition)],
      answers: { 200: { type: 'text/csv', body: { type: 'string' } } },
    },
    {
      at: `POST ${base}/import`,
      id: `import${model}`,
      summary: `Takes a file of ${all}`,
      description: 'It is looked into and kept; what becomes of it is decided at `/api/imports`.',
      audience: acting(definition, 'import'),
      query: [{ name: 'fileName', schema: { type: 'string', minLength: 1 }, required: true }],
      body: {
        schema: { type: 'string' },
        types: ['text/csv', 'text/plain', 'text/tab-separated-values', 'application/octet-stream'],
      },
      answers: { 201: { body: reference('Import'), headers: ['Location'] } },
      problems: ['conflict', 'limit', 'validation'],
    },
  ]
}

function bulkBody(definition: Definition, model: string): JsonSchema {
  const changes = writableFields(definition).length > 0 ? pointerTo(`${model}Change`) : { type: 'object' }
  return {
    type: 'object',
    required: ['action'],
    properties: {
      action: { type: 'string', enum: ['edit', 'delete', 'restore'] },
      changes,
      ids: { ...arrayOf({ type: 'string', format: 'uuid' }), minItems: 1, maxItems: 10_000 },
      query: {
        type: 'string',
        maxLength: 10_000,
        description: 'Parameters of the list, as they stand in its address.',
      },
    },
    oneOf: [{ required: ['ids'] }, { required: ['query'] }],
    additionalProperties: false,
  }
}

const exportParameters = (definition: Definition): Parameter[] => [
  {
    name: '_columns',
    description: 'In this order; without it the columns of the list, or with keys every field.',
    schema: arrayOf({ type: 'string', enum: [...fieldsOf(definition).keys()] }),
    as: 'comma',
  },
  {
    name: '_values',
    description: 'Labels and titles, for people; or keys and ids, for reading back in.',
    schema: { type: 'string', enum: ['labels', 'keys'], default: 'labels' },
  },
  { name: '_locale', schema: { type: 'string', enum: ['en', 'el'], default: 'en' } },
]

function eitherOf(one: Audience, other: Audience): Audience {
  if (typeof one === 'string' || typeof other === 'string') return one
  return { tokens: true, may: (access) => one.may(access) || other.may(access) }
}
