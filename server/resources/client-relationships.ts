import { z } from 'zod'
import { defineResource } from './define.ts'
import { byExportRole, ownOr } from './roles.ts'
import { line } from './shapes.ts'

/** What one client is to another, read from both ends: `from` is the `relationshipType` of `to`. */
// prettier-ignore
export const clientRelationships = defineResource({
  name: 'client-relationships', model: 'ClientRelationship', title: 'relationshipType', icon: 'team', section: 'related',
  access: { read: 'VIEWER', write: 'AGENT', remove: ownOr('ADMIN'), bulkEdit: 'NOBODY', export: byExportRole, import: 'NOBODY' },
  fields: {
    fromId: z.uuid(), toId: z.uuid(),
    relationshipType: z.enum(['EMPLOYEE', 'PARTNER', 'VENDOR', 'CLIENT', 'REFERRAL', 'FAMILY', 'COLLEAGUE', 'OTHER']),
    position: line(200).nullish(),
  },
  references: { fromId: 'clients', toId: 'clients' },
  list: ['fromId', 'relationshipType', 'toId', 'position', 'createdAt'],
  filters: ['fromId', 'toId', 'relationshipType', 'createdBy', 'createdAt'], sort: ['-createdAt'], search: [],
})
