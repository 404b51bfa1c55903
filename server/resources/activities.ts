import { z } from 'zod'
import { activityKinds } from './activityKinds.ts'
import { defineResource } from './define.ts'

/** Everything that happened in an organization, as owners and administrators read it: the audit. */
// prettier-ignore
export const activities = defineResource({
  name: 'activities', model: 'ActivityFeed', view: true, title: 'title', icon: 'audit', section: 'organization',
  access: { read: 'ADMIN', write: 'NOBODY', remove: 'NOBODY', bulkEdit: 'NOBODY', export: 'ADMIN', import: 'NOBODY' },
  fields: { kind: z.enum(activityKinds), resource: z.string(), recordId: z.string().nullish(), title: z.string().nullish(), details: z.string().nullish(), tokenId: z.string().nullish(), importId: z.string().nullish() },
  readOnly: ['kind', 'resource', 'recordId', 'title', 'details', 'tokenId', 'importId'],
  list: ['createdAt', 'createdBy', 'kind', 'resource', 'title', 'details'],
  filters: ['kind', 'resource', 'createdBy', 'createdAt', 'recordId'], sort: ['-createdAt'], search: [],
  colors: { kind: { create: 'green', edit: 'blue', delete: 'red', restore: 'cyan', 'sign-in-failed': 'volcano' } },
})
