import { z } from 'zod'
import { json, type Audience, type OperationGroup } from '../openapi/operation.ts'
import { pageParameters } from '../openapi/parameters.ts'
import { count, id, instant, shared } from '../openapi/schemas.ts'
import { authorize } from '../records/access.ts'
import { resources } from '../resources/index.ts'
import { PlanPatch } from './mapping.ts'

const fault = { field: z.string().nullable(), detail: z.string() }
const reported = { ready: count(), refused: count() }
const reasons = z.array(z.object({ ...fault, count: count() }))
const problems = z.array(z.object({ ...fault, row: z.int(), column: z.int().nullable(), value: z.string().nullable() }))
const format = { encoding: z.string(), delimiter: z.string(), columns: z.array(z.string()) }
const stayed = {
  changed: count().describe('Changed since.'),
  deleted: count().describe('In the trash or removed already.'),
  related: count().describe('Other records lead to them.'),
}
const file = {
  id: id(),
  resource: z.string(),
  fileName: z.string(),
  fileSize: count(),
  status: z.enum(['uploaded', 'checking', 'checked', 'queued', 'running', 'done', 'undoing', 'failed', 'cancelled']),
  mapping: z.record(z.string(), z.string().nullable()).describe('Number of the column, from 0 → field.'),
  defaults: z.record(z.string(), z.unknown()).describe('Fill rows whose column is left out or empty.'),
  remembered: z.boolean().describe('The mapping was that of an earlier file of the same shape.'),
  rowsTotal: count(),
  rowsDone: count(),
  undo: z
    .object({ since: instant(), at: instant(), done: count(), ...stayed })
    .nullable()
    .describe('Of the records it created: how many undoing it moved to the trash, and why the others stayed.'),
  error: z.string().nullable(),
  createdAt: instant(),
  updatedAt: instant(),
  createdBy: id().nullable(),
}

const Import = shared(
  'Import',
  z.object({
    ...file,
    format: z.object({ ...format, preview: z.array(z.array(z.string())) }),
    report: z.object({ ...reported, reasons, problems }).nullable(),
  }),
)
const ListedImport = shared(
  'ListedImport',
  z.object({ ...file, format: z.object(format), report: z.object({ ...reported, reasons }).nullable() }),
)

/** Whoever may import anything. */
const importing: Audience = {
  tokens: true,
  may: (access) =>
    Object.values(resources).some((definition) => {
      try {
        return Boolean(authorize(access, definition, 'import'))
      } catch {
        return false
      }
    }),
}
const answer = { body: Import }

/** `/api/imports`. */
export const importOperations: OperationGroup = {
  tag: 'imports',
  description: 'What becomes of uploaded files.',
  operations: [
    {
      at: 'GET /api/imports',
      summary: 'A page of imports, newest first',
      audience: importing,
      query: pageParameters,
      answers: { 200: { body: z.array(ListedImport), headers: ['X-Total-Count'] } },
    },
    { at: 'GET /api/imports/{id}', summary: 'One import', audience: importing, answers: { 200: answer } },
    {
      at: 'PATCH /api/imports/{id}',
      summary: 'Replaces mapping or defaults',
      audience: importing,
      body: json(PlanPatch),
      answers: { 200: answer },
      problems: ['conflict', 'validation'],
    },
    ...(['check', 'run'] as const).map((step) => ({
      at: `POST /api/imports/{id}/${step}` as const,
      summary: step === 'check' ? 'Reads all rows and says what is wrong' : 'Imports all rows that pass, or none',
      audience: importing,
      answers: { 202: answer },
      problems: ['conflict', 'limit', 'validation'] as const,
    })),
    {
      at: 'POST /api/imports/{id}/cancel',
      summary: 'Stops a check or run; nothing is written',
      audience: importing,
      answers: { 200: answer },
      problems: ['conflict'],
    },
    {
      at: 'GET /api/imports/{id}/undo',
      summary: 'How many records undoing it would move to the trash, and why others would stay',
      audience: importing,
      answers: { 200: { body: z.object({ undoable: count(), ...stayed }) } },
      problems: ['conflict'],
    },
    {
      at: 'POST /api/imports/{id}/undo',
      summary: 'Moves to the trash what it created and nobody changed since, all of that or nothing',
      audience: importing,
      answers: { 202: answer },
      problems: ['conflict'],
    },
    {
      at: 'GET /api/imports/{id}/refused',
      summary: 'The refused rows as CSV, with their reasons',
      audience: importing,
      answers: { 200: { type: 'text/csv', body: { type: 'string' } } },
    },
  ],
}
