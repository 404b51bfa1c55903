import { z } from 'zod'
import { defineResource } from './define.ts'
import { authorOnly, byExportRole, ownOr } from './roles.ts'
import { mentions, text } from './shapes.ts'

/** What somebody wrote down about a client or a property. Only its author edits it. */
// prettier-ignore
export const notes = defineResource({
  name: 'notes', model: 'Note', title: 'content', icon: 'file', section: 'related',
  access: { read: 'VIEWER', write: { create: 'AGENT', edit: authorOnly }, remove: ownOr('ADMIN'), bulkEdit: 'NOBODY', export: byExportRole, import: 'NOBODY' },
  fields: { content: text(5000), clientId: z.uuid().nullish(), propertyId: z.uuid().nullish(), mentionIds: mentions() },
  references: { clientId: 'clients', propertyId: 'properties' },
  timeline: 'createdAt',
  widgets: { content: 'textarea', mentionIds: 'members' },
  list: ['content', 'clientId', 'propertyId', 'createdBy', 'createdAt'],
  filters: ['clientId', 'propertyId', 'createdBy', 'createdAt'], sort: ['-createdAt'],
  indexes: [['clientId', 'createdAt'], ['propertyId', 'createdAt']],
  search: ['content'],
})
