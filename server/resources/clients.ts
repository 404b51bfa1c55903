import { z } from 'zod'
import { defineResource } from './define.ts'
import { byExportRole, ownOr } from './roles.ts'
import { line, tags, taxId } from './shapes.ts'

// prettier-ignore
export const clients = defineResource({
  name: 'clients', model: 'Client', title: 'name', icon: 'team',
  access: { read: 'VIEWER', write: 'AGENT', remove: ownOr('ADMIN'), bulkEdit: 'ADMIN', export: byExportRole, import: 'ADMIN' },
  fields: {
    name: line(200),
    clientType: z.enum(['PERSON', 'COMPANY']).default('PERSON'),
    email: z.email().max(254).nullish(), phone: line(40).nullish(),
    secondaryEmail: z.email().max(254).nullish(), secondaryPhone: line(40).nullish(),
    taxId: taxId().nullish(), tags: tags().default([]), leadSource: line(100).nullish(),
    agentId: z.uuid().nullish(), marketingConsentAt: z.iso.datetime().nullish(), erasedAt: z.iso.datetime().nullish(),
    phoneAsTyped: z.string().nullish(), secondaryPhoneAsTyped: z.string().nullish(),
  },
  references: { agentId: 'members' },
  readOnly: ['phoneAsTyped', 'secondaryPhoneAsTyped', 'erasedAt'], staysWith: 'erasedAt',
  widgets: { email: 'email', secondaryEmail: 'email', phone: 'phone', secondaryPhone: 'phone', tags: 'tags' },
  groups: {
    contact: ['email', 'phone', 'phoneAsTyped', 'secondaryEmail', 'secondaryPhone', 'secondaryPhoneAsTyped'],
    business: ['taxId', 'leadSource', 'tags', 'agentId', 'marketingConsentAt', 'erasedAt'],
  },
  list: ['name', 'clientType', 'email', 'phone', 'leadSource', 'tags', 'agentId', 'updatedAt'],
  filters: ['clientType', 'email', 'phone', 'taxId', 'tags', 'leadSource', 'agentId', 'createdBy', 'createdAt', 'updatedAt'],
  sort: ['-updatedAt', '-createdAt', 'name', 'leadSource'],
  indexes: [['agentId', 'createdAt'], ['createdBy', 'createdAt']],
  search: ['name', 'email', 'phone', 'secondaryEmail', 'secondaryPhone', 'taxId'],
  colors: { clientType: { PERSON: 'geekblue', COMPANY: 'purple' } },
})
