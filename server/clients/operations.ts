import { z } from 'zod'
import { acting, actingInPerson, holding, json, type OperationGroup } from '../openapi/operation.ts'
import { count, counts, id, instant, reference, shared } from '../openapi/schemas.ts'
import { clients } from '../resources/clients.ts'
import { KnownFacts } from './duplicates.ts'
import { Erasure } from './erase.ts'
import { MergeWanted, PreviewWanted } from './merge.ts'

const show = actingInPerson(clients, 'show')
const remove = actingInPerson(clients, 'delete')
const take = actingInPerson(clients, 'export')

const Duplicate = z.object({
  id: id(),
  name: z.string(),
  clientType: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  agreeing: z.array(z.string()),
})
const head = z.object({ id: id(), version: z.int(), title: z.string() })
const Preview = z.object({
  kept: head,
  merged: head,
  choices: z.array(
    z.object({
      field: z.string(),
      suggested: z.string(),
      sources: z.array(z.object({ source: z.string(), value: z.unknown() })),
    }),
  ),
  moves: counts(),
})
const Merged = z.object({ id: id(), client: reference('Client'), moved: counts(), setAside: counts() })
const Merge = z.object({
  id: id(),
  mergedId: id(),
  title: z.string().nullable(),
  createdAt: instant(),
  createdBy: id(),
  canUndo: z.boolean(),
  _titles: z.object({ createdBy: z.string().optional() }),
})
const Undone = z.object({
  client: reference('Client'),
  movedBack: counts(),
  leftFields: z.array(z.string()),
  left: z.array(z.object({ resource: z.string(), id: id(), title: z.string().nullable() })).max(100),
  leftTotal: count(),
})
const ClientExport = shared(
  'ClientExport',
  z.object({
    id: id(),
    clientId: id(),
    status: z.enum(['queued', 'running', 'done', 'failed']),
    locale: z.enum(['en', 'el']),
    fileSize: count().nullable(),
    createdAt: instant(),
    createdBy: id(),
    finishedAt: instant().nullable(),
    expiresAt: instant().nullable(),
  }),
)

/** `/api/clients`, besides what the engine does. */
export const clientOperations: OperationGroup = {
  tag: clients.name,
  description: '',
  operations: [
    {
      at: 'POST /api/clients/duplicates',
      summary: 'Clients who may be the same person, most agreement first',
      audience: acting(clients, 'list'),
      body: json(KnownFacts),
      answers: { 200: { body: z.array(Duplicate).max(5) } },
      problems: ['validation'],
    },
    {
      at: 'POST /api/clients/{id}/merge/preview',
      summary: 'What a merge would ask and move',
      audience: remove,
      body: json(PreviewWanted),
      answers: { 200: { body: Preview } },
      problems: ['conflict', 'validation'],
    },
    {
      at: 'POST /api/clients/{id}/merge',
      summary: 'Merges another client into this one',
      audience: remove,
      body: json(MergeWanted),
      answers: { 200: { body: Merged } },
      problems: ['conflict', 'validation'],
    },
    {
      at: 'GET /api/clients/{id}/merges',
      summary: 'Merges that are not undone, newest first',
      audience: show,
      answers: { 200: { body: z.array(Merge).max(100) } },
    },
    {
      at: 'POST /api/clients/{id}/merges/{mergeId}/undo',
      summary: 'Undoes a merge, within 30 days',
      audience: remove,
      answers: { 200: { body: Undone } },
      problems: ['conflict', 'validation'],
    },
    {
      at: 'POST /api/clients/{id}/export',
      summary: 'Asks for a file of everything held about the client',
      audience: take,
      answers: { 202: { body: ClientExport, headers: ['Location'] } },
    },
    {
      at: 'GET /api/clients/{id}/exports',
      summary: 'Its files that are there or being made',
      audience: take,
      answers: { 200: { body: z.array(ClientExport).max(20) } },
    },
    {
      at: 'GET /api/clients/exports/{id}',
      summary: 'How far a file is',
      audience: take,
      answers: { 200: { body: ClientExport } },
    },
    {
      at: 'GET /api/clients/exports/{id}/file',
      summary: 'The file, for seven days',
      audience: take,
      answers: { 200: { type: 'application/zip', body: { type: 'string' } } },
      problems: ['conflict', 'link'],
    },
    {
      at: 'POST /api/clients/{id}/erase',
      summary: 'Erases the person’s data for good',
      audience: holding('eraseClients'),
      body: json(Erasure),
      answers: { 200: { body: z.object({ emptied: counts(), mentions: count() }) } },
      problems: ['conflict', 'validation'],
    },
  ],
}
