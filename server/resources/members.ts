import { z } from 'zod'
import { defineResource } from './define.ts'
import { roles } from './roles.ts'

/** The people of an organization. They come by invitation; those who left stay in the trash, as former members. */
// prettier-ignore
export const members = defineResource({
  name: 'members', model: 'Membership', title: 'name', icon: 'user', section: 'organization',
  access: { read: 'VIEWER', write: { create: 'NOBODY', edit: 'ADMIN' }, remove: 'ADMIN', bulkEdit: 'NOBODY', export: 'ADMIN', import: 'NOBODY' },
  fields: { name: z.string(), email: z.string(), role: z.enum(roles), lastSeenAt: z.iso.datetime().nullish(), hasSecondFactor: z.boolean() },
  readOnly: ['name', 'email', 'lastSeenAt', 'hasSecondFactor'],
  widgets: { email: 'email' },
  list: ['name', 'email', 'role', 'createdAt', 'lastSeenAt', 'hasSecondFactor'],
  filters: ['role', 'email', 'hasSecondFactor'], sort: ['name', '-createdAt', '-lastSeenAt'], search: ['name', 'email'],
  colors: { role: { ORG_OWNER: 'gold', ADMIN: 'geekblue', AGENT: 'green', VIEWER: 'default' } },
})
