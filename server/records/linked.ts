import type { Database } from '../database/index.ts'
import { identifier, join, sql, text, type Sql } from '../database/sql.ts'
import type { Definition } from '../resources/define.ts'
import { fieldOf } from '../resources/fields.ts'
import { resources } from '../resources/index.ts'
import { reach } from '../resources/roles.ts'
import { authorize, hasScope, type Access, type Scope } from './access.ts'
import { columnName } from './columnNames.ts'
import { column, shownInstant, table } from './columns.ts'
import { inScope } from './scope.ts'

/** A record that met another one in something that was said or done. */
export interface Linked {
  resource: string
  id: string
  title: string
  /** How many notes, interactions and the like name both. */
  count: number
  /** When the last of them was, as an instant. */
  lastAt: string
}

const most = 50

/**
 * The records that met this one in what was said or done: the clients of a property, the properties of a client. As far
 * as the caller may read both them and what they met in; the latest first, at most 50. In one round trip.
 */
export async function linkedRecords(database: Database, { definition, access }: Scope, id: string): Promise<Linked[]> {
  const meetings = meetingsOf(definition, access)
  const targets = new Set(meetings.map(({ to }) => to))
  if (targets.size === 0) return []
  const branches = [...targets].map((to) => {
    const met = meetings.filter((meeting) => meeting.to === to).map((meeting) => meetingRows(meeting, access, id))
    const title = identifier('t', columnName(fieldOf(to, to.title)))
    return sql`(select ${text(to.name)} as resource, t.id, ${title}::text as title, count(*)::int as count, ${shownInstant(sql`max(m.at)`)} as "lastAt"
      from (${join(met, ' union all ')}) m join ${table(to)} t on t.id = m.id
      where ${inScope(authorize(access, to, 'list'))} and t.deleted_at is null group by t.id, ${title})`
  })
  return database.read<Linked>(
    access,
    sql`select * from (${join(branches, ' union all ')}) l order by "lastAt" desc, id limit ${most}::int`,
  )
}

/** One way to meet: a resource with a place in timelines that names both kinds of record. */
interface Meeting {
  told: Definition
  to: Definition
  from: string
  at: string
}

function meetingsOf({ name }: Definition, access: Access): Meeting[] {
  const may = (definition: Definition) =>
    reach(definition, 'list', access) !== 'none' && hasScope(access, definition, 'list')
  return Object.values(resources).flatMap((told) => {
    const references = Object.entries(told.references ?? {})
    if (told.timeline === undefined || !may(told)) return []
    const here = references.filter(([, target]) => target === name)
    const there = references.filter(([, target]) => target !== name && target !== 'members')
    return here.flatMap(([from]) =>
      there.flatMap(([at, target]) => {
        const to = resources[String(target)]
        return to && may(to) ? [{ told, to, from, at }] : []
      }),
    )
  })
}

function meetingRows({ told, from, at }: Meeting, access: Access, id: string): Sql {
  const named = (field: string) => identifier('t', columnName(fieldOf(told, field)))
  return sql`select ${named(at)} as id, ${column(fieldOf(told, String(told.timeline)))} as at from ${table(told)} t
    where ${inScope(authorize(access, told, 'list'))} and t.deleted_at is null and ${named(from)} = ${id}::uuid and ${named(at)} is not null`
}
