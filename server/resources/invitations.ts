import { z } from 'zod'
import { defineResource } from './define.ts'
import { roles } from './roles.ts'

/** Invitations that were sent. Deleting one cancels it; it is open until accepted, cancelled or past `expiresAt`. */
// prettier-ignore
export const invitations = defineResource({
  name: 'invitations', model: 'Invitation', title: 'email', icon: 'mail', section: 'organization',
  access: { read: 'ADMIN', write: 'NOBODY', remove: 'ADMIN', bulkEdit: 'NOBODY', export: 'NOBODY', import: 'NOBODY' },
  fields: { email: z.string(), role: z.enum(roles), expiresAt: z.iso.datetime(), acceptedAt: z.iso.datetime().nullish() },
  readOnly: ['email', 'role', 'expiresAt', 'acceptedAt'],
  widgets: { email: 'email' },
  list: ['email', 'role', 'createdBy', 'createdAt', 'expiresAt', 'acceptedAt'],
  filters: ['role', 'email', 'acceptedAt', 'expiresAt'], sort: ['-createdAt', 'email'], search: ['email'],
  colors: { role: { ORG_OWNER: 'gold', ADMIN: 'geekblue', AGENT: 'green', VIEWER: 'default' } },
})
