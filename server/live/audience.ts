import type { Database } from '../database/index.ts'
import { join, sql, text } from '../database/sql.ts'
import type { Access } from '../records/access.ts'
import { table } from '../records/columns.ts'
import { involving } from '../records/involvement.ts'
import { activities } from '../resources/activities.ts'
import type { ActivityKind } from '../resources/activityKinds.ts'
import type { Definition } from '../resources/define.ts'
import { resources } from '../resources/index.ts'
import { reach } from '../resources/roles.ts'
import type { Batch, LoggedChange } from './changes.ts'

/** What a stream tells of a change: where to look, never what stands there. */
export interface Change {
  resource: string
  /** None: somewhere in the resource. */
  id: string | null
  kind: ActivityKind
}

/** What changes no record that anybody lists; it stands in the audit alone. */
const unseen = new Set<ActivityKind>([
  'export',
  'sign-in',
  'sign-in-failed',
  'sign-out',
  'password',
  'copy-link',
  'billing',
  'view-as',
])

/** Answers who may be told what of a batch, for these readers. One statement when some see less than others, else none. */
export async function audienceOf(
  database: Database,
  { changes, notices }: Batch,
  readers: readonly Access[],
): Promise<(access: Access) => Change[]> {
  const isReadable = await narrowedReading(database, changes, readers)

  const told = (change: LoggedChange, access: Access): Change | undefined => {
    const { resource, recordId: id, kind, takenFrom } = change
    const definition = recordsOf(resource)
    if (!definition || unseen.has(kind)) {
      // Name and settings are every member's to know.
      if (resource === 'organization' && kind === 'edit') return { resource, id, kind }
      return reach(activities, 'list', access) === 'none'
        ? undefined
        : { resource: activities.name, id: null, kind: 'create' }
    }
    if (reach(definition, 'list', access) === 'none') return undefined
    const isOpen = involving(definition, access) === 'any'
    if (isOpen || takenFrom.includes(access.memberId) || isReadable(resource, id, access)) return { resource, id, kind }
    return undefined
  }

  return (access) => {
    const list: Change[] = notices
      .filter(({ memberId }) => memberId === access.memberId)
      .map(({ id, kind }) => ({ resource: 'notices', id, kind }))
    for (const change of changes) {
      const one = told(change, access)
      if (one) list.push(one)
    }
    return distinct(list)
  }
}

function recordsOf(resource: string): Definition | undefined {
  const definition = Object.hasOwn(resources, resource) ? resources[resource] : undefined
  return definition?.view ? undefined : definition
}

/** For readers who are shown some of a resource's records only: which of the changed ones, in the trash or not. */
async function narrowedReading(database: Database, changes: LoggedChange[], readers: readonly Access[]) {
  const ids = new Map<Definition, string[]>()
  for (const { resource, recordId } of changes) {
    const definition = recordsOf(resource)
    if (definition && recordId) ids.set(definition, [...(ids.get(definition) ?? []), recordId])
  }
  const statements = [...standingsOf(readers)].flatMap(([access, members]) =>
    [...ids].flatMap(([definition, records]) => {
      if (reach(definition, 'list', access) === 'none') return []
      const readable = involving(definition, { ...access, memberId: sql`m.id` })
      if (readable === 'any') return []
      return sql`select ${text(definition.name)} as resource, t.id, m.id as member
        from ${table(definition)} t, unnest(${[...members]}::uuid[]) m(id)
        where t.organization_id = ${access.organizationId}::uuid and t.id = any(${records}::uuid[]) and ${readable('t')}`
    }),
  )
  const found = new Set<string>()
  const [reader] = readers
  if (reader && statements.length > 0) {
    const { organizationId } = reader
    const rows = await database.read<{ resource: string; id: string; member: string }>(
      { organizationId, userId: '' },
      join(statements, ' union all '),
    )
    for (const { resource, id, member } of rows) found.add(`${resource} ${id} ${member}`)
  }
  return (resource: string, id: string | null, { memberId }: Access) => found.has(`${resource} ${id} ${memberId}`)
}

/** The members of each role and settings; all readers are of one organization, so those are few. */
function standingsOf(readers: readonly Access[]): Map<Access, Set<string>> {
  const first = new Map<string, Access>()
  const members = new Map<Access, Set<string>>()
  for (const access of readers) {
    const key = `${access.role} ${JSON.stringify(access.settings)}`
    const alike = first.get(key) ?? access
    first.set(key, alike)
    members.set(alike, (members.get(alike) ?? new Set()).add(access.memberId))
  }
  return members
}

const distinct = (list: Change[]) => [
  ...new Map(list.map((change) => [`${change.resource} ${change.id} ${change.kind}`, change])).values(),
]
