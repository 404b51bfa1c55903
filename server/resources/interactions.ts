import { z } from 'zod'
import { defineResource } from './define.ts'
import { byExportRole, ownOr } from './roles.ts'
import { text } from './shapes.ts'

/** Calls, mails, meetings and viewings: what happened between the agency, a client and a property. */
// prettier-ignore
export const interactions = defineResource({
  name: 'interactions', model: 'Interaction', title: 'summary', icon: 'phone', section: 'related',
  access: { read: 'VIEWER', write: 'AGENT', remove: ownOr('ADMIN'), bulkEdit: 'NOBODY', export: byExportRole, import: 'NOBODY' },
  fields: {
    interactionType: z.enum(['CALL', 'EMAIL', 'MEETING', 'VIEWING']), summary: text(2000), occurredAt: z.iso.datetime(),
    clientId: z.uuid().nullish(), propertyId: z.uuid().nullish(),
  },
  references: { clientId: 'clients', propertyId: 'properties' },
  timeline: 'occurredAt',
  widgets: { summary: 'textarea' },
  list: ['occurredAt', 'interactionType', 'summary', 'clientId', 'propertyId', 'createdBy'],
  filters: ['interactionType', 'occurredAt', 'clientId', 'propertyId', 'createdBy', 'createdAt'], sort: ['-occurredAt', '-createdAt'],
  indexes: [['clientId', 'occurredAt'], ['propertyId', 'occurredAt'], ['interactionType', 'occurredAt']],
  search: ['summary'],
  colors: { interactionType: { CALL: 'blue', EMAIL: 'geekblue', MEETING: 'purple', VIEWING: 'gold' } },
})
