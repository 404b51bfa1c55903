import ical from 'ical-generator'
import { hashToken } from '../auth/secrets.ts'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import { lacksSecondFactor } from '../organizations/access.ts'
import { authorize, type Access } from '../records/access.ts'
import { readable, table } from '../records/columns.ts'
import { inScope } from '../records/scope.ts'
import { clients } from '../resources/clients.ts'
import { interactions } from '../resources/interactions.ts'
import { choiceLabel } from '../resources/labels/index.ts'
import { properties } from '../resources/properties.ts'
import { settingsOf, type Language, type OrganizationSettings } from '../resources/settings.ts'
import { tasks } from '../resources/tasks.ts'

const day = 86_400_000
/** Days that a subscribed calendar reaches back and ahead. */
const span = { back: 30, ahead: 365 }
const minutes = { tasks: 30, interactions: 60 }

interface FeedEntry {
  resource: 'tasks' | 'interactions'
  id: string
  title: string
  at: Date
  updatedAt: Date
  version: number
  isDone: boolean
  /** Titles of those that the member may read. */
  client: string | null
  property: string | null
  place: string | null
}

interface Feed {
  organization: string
  slug: string
  language: Language
  hasSecondFactor: boolean
  entries: (Omit<FeedEntry, 'at' | 'updatedAt'> & { at: string; updatedAt: string })[]
}

/**
 * The calendar behind a secret address as iCalendar (RFC 5545): what is assigned to the member, and the viewings the
 * member planned, as far as the member may see them now. Throws 404 for an address that is unknown, was revoked, or
 * whose member has gone or is kept out.
 */
export async function writeFeed(database: Database, publicUrl: string, token: string, now: Date): Promise<string> {
  const access = await accessBy(database, token)
  const feed = access && (await readFeed(database, access, now))
  if (!feed || lacksSecondFactor(access, feed)) throw notFound('calendars')
  const calendar = ical({
    name: `Oikion · ${feed.organization}`,
    prodId: { company: 'Oikion', product: 'Oikion', language: feed.language.toUpperCase() },
    ttl: 3600,
  })
  // Instants are written in UTC, which every program shows on its own clocks; this tells those whose clocks they are.
  calendar.x('X-WR-TIMEZONE', access.settings.timeZone)
  for (const entry of feed.entries) {
    const { resource, id, version, client, property, place } = entry
    const start = new Date(entry.at)
    calendar.createEvent({
      id: `${resource}-${id}@oikion`,
      sequence: version,
      stamp: new Date(entry.updatedAt),
      lastModified: new Date(entry.updatedAt),
      start,
      end: new Date(start.getTime() + minutes[resource] * 60_000),
      summary: summaryOf(entry, feed.language),
      description: [client, property].filter(Boolean).join('\n') || null,
      location: place,
      url: `${publicUrl.replace(/\/+$/, '')}/o/${feed.slug}/${resource}/${id}`,
    })
  }
  return calendar.toString()
}

function summaryOf({ resource, title, isDone }: Pick<FeedEntry, 'resource' | 'title' | 'isDone'>, language: Language) {
  if (resource === 'tasks') return isDone ? `✓ ${title}` : title
  return `${choiceLabel(interactions, 'interactionType', 'VIEWING', language)}: ${title}`
}

type StoredAccess = Omit<Access, 'settings'> & { settings: Partial<OrganizationSettings> }

/** Whose address it is, as a living member with the rights of today. */
async function accessBy(database: Database, token: string): Promise<Access | undefined> {
  const [row] = await database.ask<{ found: StoredAccess | null }>(
    sql`select oikion_calendar(${hashToken(token)}::bytea) as found`,
  )
  return row?.found ? { ...row.found, settings: settingsOf(row.found.settings) } : undefined
}

async function readFeed(database: Database, access: Access, now: Date): Promise<Feed | undefined> {
  const { organizationId, memberId } = access
  const from = new Date(now.getTime() - span.back * day).toISOString()
  const to = new Date(now.getTime() + span.ahead * day).toISOString()
  const client = sql`(select r.name from ${table(clients)} r
    where r.organization_id = t.organization_id and r.id = t.client_id and r.deleted_at is null${readable(clients, 'r', access)})`
  const ofProperty = sql`from ${table(properties)} r
    where r.organization_id = t.organization_id and r.id = t.property_id and r.deleted_at is null${readable(properties, 'r', access)}`
  const shared = sql`${client} as client, (select r.reference ${ofProperty}) as property,
    (select concat_ws(', ', nullif(concat_ws(' ', r.street, r.street_number), ''), r.district, r.city) ${ofProperty}) as place,
    t.id, t.version, t.updated_at as "updatedAt"`
  const own = sql`
    select 'tasks' as resource, t.title, t.due_at as at, t.status = 'COMPLETED' as "isDone", ${shared} from ${table(tasks)} t
    where ${inScope(authorize(access, tasks, 'list'))} and t.deleted_at is null and t.assignee_id = ${memberId}::uuid
      and t.status <> 'CANCELLED' and t.due_at between ${from}::timestamptz and ${to}::timestamptz
    union all
    select 'interactions', t.summary, t.occurred_at, false, ${shared} from ${table(interactions)} t
    where ${inScope(authorize(access, interactions, 'list'))} and t.deleted_at is null and t.created_by = ${memberId}::uuid
      and t.interaction_type = 'VIEWING' and t.occurred_at between ${from}::timestamptz and ${to}::timestamptz`
  const [feed] = await database.read<Feed>(
    access,
    sql`select o.name as organization, o.slug, m.has_second_factor as "hasSecondFactor", l.language,
        (select coalesce(json_agg(e order by e.at, e.id), '[]') from (${own}) e) as entries
      from organization o
        join membership m on m.organization_id = o.id and m.id = ${memberId}::uuid
        join oikion_languages(array[m.id]) l on l.id = m.id
      where o.id = ${organizationId}::uuid`,
  )
  return feed
}
