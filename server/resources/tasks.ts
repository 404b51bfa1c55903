import { z } from 'zod'
import { defineResource } from './define.ts'
import { byExportRole, ownOr } from './roles.ts'
import { line, text } from './shapes.ts'

/** What is to be done, by whom and until when. */
// prettier-ignore
export const tasks = defineResource({
  name: 'tasks', model: 'Task', title: 'title', icon: 'check',
  access: { read: 'VIEWER', write: 'AGENT', remove: ownOr('ADMIN'), bulkEdit: 'ADMIN', export: byExportRole, import: 'ADMIN' },
  fields: {
    title: line(200), description: text(2000).nullish(), dueAt: z.iso.datetime().nullish(), assigneeId: z.uuid().nullish(),
    clientId: z.uuid().nullish(), propertyId: z.uuid().nullish(),
    status: z.enum(['PENDING', 'COMPLETED', 'CANCELLED']).default('PENDING'), completedAt: z.iso.datetime().nullish(),
  },
  references: { assigneeId: 'members', clientId: 'clients', propertyId: 'properties' },
  timeline: 'createdAt',
  widgets: { description: 'textarea' },
  readOnly: ['completedAt'],
  steps: { field: 'status', next: { PENDING: ['COMPLETED', 'CANCELLED'], COMPLETED: ['PENDING'], CANCELLED: ['PENDING'] } },
  list: ['title', 'dueAt', 'assigneeId', 'status', 'clientId', 'propertyId', 'updatedAt'],
  filters: ['status', 'dueAt', 'assigneeId', 'clientId', 'propertyId', 'completedAt', 'createdBy', 'createdAt', 'updatedAt'],
  sort: ['dueAt', '-updatedAt', '-createdAt', 'title'],
  indexes: [['status', 'dueAt'], ['assigneeId', 'status', 'dueAt'], ['assigneeId', 'status', 'completedAt']],
  search: ['title', 'description'],
  colors: { status: { PENDING: 'gold', COMPLETED: 'green', CANCELLED: 'default' } },
})
