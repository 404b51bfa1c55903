import { z } from 'zod'
import { acting, holding, json, none, type OperationGroup } from '../openapi/operation.ts'
import { pageParameters } from '../openapi/parameters.ts'
import { recordWith } from '../openapi/recordSchemas.ts'
import { count, id, instant, pointerTo } from '../openapi/schemas.ts'
import { webhooks } from '../resources/webhooks.ts'

const secret = { type: 'string', description: 'Told only now.' }
const Made = recordWith(webhooks, { secret })
const Rotated = recordWith(webhooks, { secret, formerUntil: { type: 'string', format: 'date-time' } })

const Attempt = z.object({
  at: instant(),
  url: z.string(),
  status: z.int().nullable(),
  error: z.string().nullable(),
  durationMs: count().nullable(),
  answer: z.string().nullable(),
})
const delivery = {
  id: id(),
  messageId: z.string(),
  type: z.string(),
  state: z.enum(['pending', 'done', 'failed', 'cancelled']),
  tries: count(),
  createdAt: instant(),
  nextAt: instant().nullable(),
  endedAt: instant().nullable(),
}
const Listed = z.object({ ...delivery, last: Attempt.nullable() })
const Delivery = z.object({ ...delivery, body: z.string().nullable(), attempts: z.array(Attempt) })

/** `/api/webhooks`, besides what the engine does. */
export const webhookOperations: OperationGroup = {
  tag: webhooks.name,
  description: '',
  operations: [
    {
      at: 'POST /api/webhooks',
      summary: 'Makes an endpoint, whose secret is shown only now',
      audience: acting(webhooks, 'create'),
      body: json(pointerTo('WebhookNew')),
      answers: { 201: { body: Made, headers: ['ETag', 'Location'] } },
      problems: ['conflict', 'limit', 'validation'],
    },
    {
      at: 'POST /api/webhooks/{id}/secret',
      summary: 'A new secret; the one before signs beside it for a day',
      audience: holding('manageWebhooks'),
      answers: { 200: { body: Rotated, headers: ['ETag'] } },
    },
    {
      at: 'POST /api/webhooks/{id}/enable',
      summary: 'Has it told of changes again',
      audience: holding('manageWebhooks'),
      answers: { 204: none },
    },
    {
      at: 'POST /api/webhooks/{id}/test',
      summary: 'Sends an event of type `test` at once',
      audience: holding('manageWebhooks'),
      answers: { 200: { body: Delivery } },
      problems: ['conflict', 'too-many'],
    },
    {
      at: 'GET /api/webhooks/{id}/deliveries',
      summary: 'A page of deliveries, newest first, each with its last attempt',
      audience: holding('manageWebhooks'),
      query: [
        ...pageParameters,
        { name: 'state', schema: { type: 'string', enum: ['pending', 'done', 'failed', 'cancelled'] } },
      ],
      answers: { 200: { body: z.array(Listed), headers: ['X-Total-Count'] } },
    },
    {
      at: 'GET /api/webhooks/{id}/deliveries/{deliveryId}',
      summary: 'One delivery with all its attempts',
      audience: holding('manageWebhooks'),
      answers: { 200: { body: Delivery } },
    },
    {
      at: 'POST /api/webhooks/{id}/deliveries/{deliveryId}/replay',
      summary: 'Sends it once more',
      audience: holding('manageWebhooks'),
      answers: { 202: { body: Delivery } },
      problems: ['conflict'],
    },
  ],
}
