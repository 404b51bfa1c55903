import { z } from 'zod'
import { holding, members, none, type OperationGroup } from '../openapi/operation.ts'
import { pageParameters } from '../openapi/parameters.ts'
import { count, id, instant } from '../openapi/schemas.ts'

const Job = z.object({
  id: id(),
  kind: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  createdAt: instant(),
  startedAt: instant().nullable(),
  endedAt: instant().nullable(),
  tries: count(),
  error: z.string().nullable(),
  about: z.object({ importId: id().optional(), mediaId: id().optional(), exportId: id().optional() }),
})

/** `/api/jobs`. */
export const jobOperations: OperationGroup = {
  tag: 'jobs',
  description: 'The long work of the organization, for those who run it.',
  operations: [
    {
      at: 'GET /api/jobs',
      summary: 'A page of jobs, newest first',
      audience: holding('seeJobs'),
      query: pageParameters,
      answers: { 200: { body: z.array(Job), headers: ['X-Total-Count'] } },
    },
    {
      at: 'POST /api/jobs/{id}/retry',
      summary: 'Has a job done again that failed or was cancelled',
      audience: holding('seeJobs'),
      answers: { 204: none },
      problems: ['conflict'],
    },
    {
      at: 'POST /api/jobs/{id}/cancel',
      summary: 'Takes a waiting job off',
      audience: holding('seeJobs'),
      answers: { 204: none },
      problems: ['conflict'],
    },
  ],
}

const Hit = z.object({ resource: z.string(), id: id(), title: z.string(), subtitle: z.string() })

/** `/api/search`. */
export const searchOperations: OperationGroup = {
  tag: 'search',
  description: 'Over everything at once.',
  operations: [
    {
      at: 'GET /api/search',
      summary: 'Up to six records of each resource, those that begin with it first',
      audience: members,
      query: [{ name: 'q', schema: { type: 'string', maxLength: 200 } }],
      answers: { 200: { body: z.array(Hit) } },
    },
  ],
}

const status = <W extends string>(word: W) => z.object({ status: z.literal(word) })

/** What the server says about itself. */
export const serverOperations: OperationGroup = {
  tag: 'server',
  description: 'The server itself.',
  operations: [
    {
      at: 'GET /healthz',
      summary: 'The process answers',
      audience: 'anyone',
      answers: { 200: { body: status('ok') } },
    },
    {
      at: 'GET /readyz',
      summary: 'The database is reachable, migrated, and isolates',
      audience: 'anyone',
      answers: {
        200: { body: status('ready') },
        503: { description: 'It is not.', body: z.object({ status: z.enum(['not ready', 'stopping']) }) },
      },
    },
    {
      at: 'GET /metrics',
      summary: 'Figures for Prometheus, with the token for it or from the same machine',
      audience: 'anyone',
      answers: { 200: { type: 'text/plain', body: { type: 'string' } } },
      problems: ['not-found'],
    },
    {
      at: 'GET /api/openapi.json',
      summary: 'This document, for whoever asks',
      audience: 'anyone',
      answers: { 200: { body: z.looseObject({ openapi: z.string() }) } },
      problems: ['not-found', 'second-factor-required'],
    },
  ],
}
