import { z } from 'zod'
import { recordKinds } from './activityKinds.ts'
import { defineResource } from './define.ts'

/** Oikosync: what happened to the records that the reader may see, in sentences; bulk changes and imports as one. */
// prettier-ignore
export const feed = defineResource({
  name: 'feed', model: 'FeedEntry', view: true, title: 'title', icon: 'thunderbolt', section: 'related',
  about: { resource: 'resource', record: 'recordId' },
  access: { read: 'VIEWER', write: 'NOBODY', remove: 'NOBODY', bulkEdit: 'NOBODY', export: 'NOBODY', import: 'NOBODY' },
  fields: { kind: z.enum(recordKinds), resource: z.string(), recordId: z.uuid().nullish(), title: z.string().nullish(), details: z.string().nullish(), tokenId: z.string().nullish(), importId: z.string().nullish() },
  readOnly: ['kind', 'resource', 'recordId', 'title', 'details', 'tokenId', 'importId'],
  list: ['createdAt', 'createdBy', 'kind', 'resource', 'title', 'details'],
  filters: ['kind', 'resource', 'createdBy', 'createdAt'], sort: ['-createdAt'], search: [],
})
