import { sql, text, type Sql } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import type { Access } from '../records/access.ts'
import type { Actor } from '../records/actor.ts'
import { readable, table } from '../records/columns.ts'
import { clients } from '../resources/clients.ts'
import { notes } from '../resources/notes.ts'
import { properties } from '../resources/properties.ts'
import type { Role } from '../resources/roles.ts'
import { notify, type NewNotice } from './notify.ts'

interface WrittenNote {
  before: Row | null
  after: Row
}

/** Tells members that a note has newly named them, as far as they may read it. */
export async function tellMentioned(tx: TenantTransaction, written: WrittenNote[], actor: Actor): Promise<void> {
  const notices: NewNotice[] = []
  for (const { before, after } of written) {
    if (after['deletedAt']) continue
    const known = new Set([...mentionsOf(before), actor.access.memberId])
    const named = mentionsOf(after).filter((id) => !known.has(id))
    for (const reader of await membersAmong(tx, named, actor)) {
      const notice = await noticeFor(tx, reader, after)
      if (notice) notices.push(notice)
    }
  }
  await notify(tx, notices, { actorId: actor.access.memberId, now: actor.now })
}

const mentionsOf = (note: Row | null): string[] => (note?.['mentionIds'] as string[] | undefined) ?? []

/** Each named member with the rights of their own. */
async function membersAmong(tx: TenantTransaction, ids: string[], { access }: Actor): Promise<Access[]> {
  if (ids.length === 0) return []
  const { organizationId, settings, isPersonal } = access
  const rows = await tx.query<{ memberId: string; role: Role }>(sql`
    select id as "memberId", role from membership
    where organization_id = ${organizationId}::uuid and id = any(${ids}::uuid[]) and deleted_at is null`)
  return rows.map((row) => Object.assign(row, { organizationId, userId: '', settings, isPersonal }))
}

async function noticeFor(tx: TenantTransaction, reader: Access, note: Row): Promise<NewNotice | undefined> {
  const [row] = await tx.query<{ on: { title: string } | null }>(sql`
    select ${whereItStands(sql`t.id`, reader)} as "on" from ${table(notes)} t
    where t.organization_id = ${reader.organizationId}::uuid and t.id = ${String(note['id'])}::uuid${readable(notes, 't', reader)}`)
  if (!row) return undefined
  const about = { resource: notes.name, id: String(note['id']), title: beginningOf(String(note['content'])) }
  return { kind: 'mentioned', memberId: reader.memberId, about, data: {}, on: row.on?.title ?? null }
}

const longest = 200

/** A note's first words, in one line. */
function beginningOf(content: string): string {
  const letters = Array.from(content.replace(/\s+/g, ' '))
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : letters.join('')
}

/**
 * `{ resource, id, title }` of the client or property that the note with this id stands on, as far as the reader may
 * read it; null when not.
 */
export function whereItStands(noteId: Sql, reader: Access): Sql {
  const places = [clients, properties].map((place) => {
    const [foreign, title] =
      place === clients ? [sql`n.client_id`, sql`r.name`] : [sql`n.property_id`, sql`r.reference`]
    return sql`(select json_build_object('resource', ${text(place.name)}, 'id', r.id, 'title', ${title})
      from note n join ${table(place)} r on r.organization_id = n.organization_id and r.id = ${foreign} and r.deleted_at is null
      where n.organization_id = ${reader.organizationId}::uuid and n.id = ${noteId}${readable(place, 'r', reader)})`
  })
  return sql`coalesce(${places[0]}, ${places[1]})`
}
