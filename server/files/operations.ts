import { z } from 'zod'
import { acting, json, members, type OperationGroup } from '../openapi/operation.ts'
import { count, id, instant, reference } from '../openapi/schemas.ts'
import { media } from '../resources/media.ts'
import { variants } from './mediaFiles.ts'
import { OrderRequest } from './order.ts'

const Refused = z.looseObject({ name: z.string(), type: z.string(), status: z.int(), detail: z.string() })
const form = {
  type: 'object',
  properties: { file: { type: 'array', items: { type: 'string', contentMediaType: 'application/octet-stream' } } },
}

/** `/api/media`, besides what the engine does. */
export const mediaOperations: OperationGroup = {
  tag: media.name,
  description: '',
  operations: [
    {
      at: 'POST /api/media/upload',
      summary: 'Takes pictures and documents of a property, any number at once',
      description: 'Made as soon as one file is kept; when none is, the problem is that of the first.',
      audience: acting(media, 'create'),
      query: [
        { name: 'propertyId', schema: { type: 'string', format: 'uuid' }, required: true },
        { name: 'mediaType', schema: { type: 'string', enum: ['IMAGE', 'FLOOR_PLAN'], default: 'IMAGE' } },
      ],
      body: { schema: form, types: ['multipart/form-data'] },
      answers: { 201: { body: z.object({ done: z.array(reference('Media')), refused: z.array(Refused) }) } },
      problems: ['conflict', 'limit', 'validation'],
    },
    {
      at: 'POST /api/media/order',
      summary: 'Puts the media of a property into an order',
      audience: acting(media, 'edit'),
      body: json(OrderRequest),
      answers: { 200: { body: z.object({ ids: z.array(id()) }) } },
      problems: ['conflict', 'validation'],
    },
  ],
}

const addresses = z.object(Object.fromEntries(variants.map((variant) => [variant, z.string().optional()])))

/** `/api/files`. */
export const fileOperations: OperationGroup = {
  tag: 'files',
  description: 'Where pictures and documents are opened, and how much room they take.',
  operations: [
    {
      at: 'GET /api/files/addresses',
      summary: 'Addresses that open media without a session, for one to two hours',
      audience: acting(media, 'show'),
      query: [
        {
          name: 'id',
          description: 'Of up to 100 media; repeated.',
          schema: { type: 'array', items: { type: 'string', format: 'uuid' }, minItems: 1, maxItems: 100 },
          required: true,
        },
      ],
      answers: { 200: { body: z.object({ expiresAt: instant(), addresses: z.record(z.string(), addresses) }) } },
    },
    {
      at: 'GET /api/files/storage',
      summary: 'Bytes that are stored, and may be',
      audience: members,
      answers: { 200: { body: z.object({ used: count(), limit: count() }) } },
    },
    {
      at: 'GET /api/files/{id}/{variant}',
      summary: 'A file at its signed address',
      audience: 'anyone',
      query: ['organization', 'expires', 'signature'].map((name) => ({ name, schema: { type: 'string' } })),
      headers: ['Range'],
      answers: {
        200: { type: '*/*', body: { type: 'string' } },
        206: { description: 'A part of it.', type: '*/*', body: { type: 'string' } },
        416: { description: 'There is no such part.', type: '*/*', body: { type: 'string' } },
      },
    },
  ],
}
