import type { AnswerHeader, JsonSchema, Operation } from './operation.ts'

const uuid = { type: 'string', format: 'uuid' }

/** Parameters that many operations share, by their component's name. */
export const sharedParameters = {
  organization: {
    name: 'X-Organization-Id',
    in: 'header',
    description:
      'The organization that is spoken of; without it the one last used. An API token has one organization only.',
    schema: uuid,
  },
  organizationInQuery: {
    name: '_organization',
    in: 'query',
    description: 'The same as `X-Organization-Id`, for plain links, which cannot send headers.',
    schema: uuid,
  },
  language: {
    name: 'Accept-Language',
    in: 'header',
    description: 'The language of titles, details and reasons: Greek or English; English without it.',
    schema: { type: 'string', examples: ['el', 'en'] },
  },
  'If-Match': {
    name: 'If-Match',
    in: 'header',
    description: 'The version that was read, as the `ETag` gave it; when it no longer holds: 409.',
    schema: { type: 'string', examples: ['"3"'] },
  },
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'The same key with the same body within 24 hours answers as the first time and creates nothing more.',
    schema: { type: 'string', pattern: String.raw`^[\x21-\x7e]{1,200}$` },
  },
  'Last-Event-ID': {
    name: 'Last-Event-ID',
    in: 'header',
    description: 'The id of the last event that was received: what was missed since is told first.',
    schema: { type: 'string' },
  },
  Range: {
    name: 'Range',
    in: 'header',
    description: 'One part of the file, in bytes.',
    schema: { type: 'string', examples: ['bytes=0-1023'] },
  },
} as const satisfies Record<string, JsonSchema>

/** Headers of answers, by name. */
export const answerHeaders: Record<AnswerHeader | 'Retry-After', JsonSchema> = {
  ETag: { required: true, description: 'The version of what was answered.', schema: { type: 'string' } },
  Location: { required: true, description: 'Where what was made stands.', schema: { type: 'string' } },
  Link: { description: 'The next page, where there is one: `<…>; rel="next"`.', schema: { type: 'string' } },
  'X-Total-Count': {
    required: true,
    description: 'How many there are on all pages.',
    schema: { type: 'integer', minimum: 0 },
  },
  'X-Total-Count-Capped': {
    description: 'There are more than `X-Total-Count` says: counting stopped there.',
    schema: { type: 'string', enum: ['true'] },
  },
  'X-Unread-Count': { required: true, description: 'How many are unread.', schema: { type: 'integer', minimum: 0 } },
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 0 } },
}

export const securitySchemes = (cookieName: string): Record<string, JsonSchema> => ({
  cookie: {
    type: 'apiKey',
    in: 'cookie',
    name: cookieName,
    description: 'A person’s session, begun by signing in.',
  },
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API token (`oik_…`): one organization, a role and scopes, made by an owner or administrator.',
  },
})

/** Which credentials an operation takes. */
export function securityOf({ audience }: Operation): JsonSchema[] {
  if (audience === 'anyone') return []
  return audience !== 'people' && audience.tokens ? [{ bearer: [] }, { cookie: [] }] : [{ cookie: [] }]
}
