import { z } from 'zod'
import { defineResource } from './define.ts'
import { roles } from './roles.ts'

/** The people of an organization, as other records refer to them. Inviting and removing is not the engine's. */
// prettier-ignore
export const members = defineResource({
  name: 'members', model: 'Membership', title: 'name', icon: 'user',
  access: { read: 'VIEWER', write: 'NOBODY', remove: 'NOBODY', bulkEdit: 'NOBODY', export: 'NOBODY', import: 'NOBODY' },
  fields: { name: z.string(), email: z.string(), role: z.enum(roles) },
  readOnly: ['name', 'email', 'role'],
  widgets: { email: 'email' },
  list: ['name', 'email', 'role', 'createdAt'],
  filters: ['role', 'email'], sort: ['name', '-createdAt'], search: ['name', 'email'],
  colors: { role: { ORG_OWNER: 'gold', ADMIN: 'geekblue', AGENT: 'green', VIEWER: 'default' } },
})
