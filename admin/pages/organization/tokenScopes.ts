import type { Definition } from '../../../server/resources/define.ts'
import { resources } from '../../../server/resources/index.ts'
import { reach, type Role } from '../../../server/resources/roles.ts'
import { scopesOf, type Scope } from '../../../server/resources/scopes.ts'
import type { OrganizationSettings } from '../../../server/resources/settings.ts'
import type { RecordData } from '../../records/record.ts'

/** An API token as it is listed: without its secret. */
export interface ApiToken extends RecordData {
  name: string
  prefix: string
  role: Role
  scopes: string[]
  expiresAt: string | null
  lastUsedAt: string | null
}

export const scopeKinds = ['read', 'write'] as const
export type ScopeKind = (typeof scopeKinds)[number]

/** What a token of a role can be given of one resource, by kind. */
export interface ScopeRow {
  definition: Definition
  scopes: Partial<Record<ScopeKind, Scope>>
}

/** The scopes that make sense for a role: those there are, less what the role may not do anyway. */
export function scopesFor(role: Role, settings: OrganizationSettings): ScopeRow[] {
  const isWork = ({ definition: { section } }: ScopeRow) => Number(section === undefined)
  return Object.values(resources)
    .map((definition): ScopeRow => {
      const mayRead = reach(definition, 'list', { role, settings }) !== 'none'
      const mayWrite = reach(definition, 'create', { role, settings }) !== 'none'
      const [read, write] = scopesOf(definition)
      return { definition, scopes: { ...(mayRead && { read }), ...(mayWrite && { write }) } }
    })
    .filter(({ scopes }) => scopes.read ?? scopes.write)
    .sort((a, b) => isWork(b) - isWork(a))
}

/** A command line that tries a token out, on the first resource it may read. */
export function curlExample(token: string, scopes: readonly string[]): string {
  const readable = scopes.find((scope) => scope.endsWith(':read'))?.split(':')[0] ?? 'properties'
  return `curl -H 'Authorization: Bearer ${token}' \\\n  '${location.origin}/api/${readable}?_end=10'`
}
