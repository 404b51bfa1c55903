import { z } from 'zod'
import { defineResource } from './define.ts'
import { roles } from './roles.ts'

/** API tokens of an organization, without their secret. Deleting one revokes it. */
// prettier-ignore
export const apiTokens = defineResource({
  name: 'api-tokens', model: 'ApiToken', title: 'name', icon: 'key', section: 'organization',
  access: { read: 'ADMIN', write: 'NOBODY', remove: 'ADMIN', bulkEdit: 'NOBODY', export: 'NOBODY', import: 'NOBODY' },
  fields: { name: z.string(), prefix: z.string(), role: z.enum(roles), scopes: z.array(z.string()), expiresAt: z.iso.datetime().nullish(), lastUsedAt: z.iso.datetime().nullish() },
  readOnly: ['name', 'prefix', 'role', 'scopes', 'expiresAt', 'lastUsedAt'],
  list: ['name', 'prefix', 'role', 'scopes', 'createdBy', 'createdAt', 'expiresAt', 'lastUsedAt'],
  filters: ['role', 'createdBy'], sort: ['-createdAt', 'name'], search: ['name'],
  colors: { role: { ORG_OWNER: 'gold', ADMIN: 'geekblue', AGENT: 'green', VIEWER: 'default' } },
})
