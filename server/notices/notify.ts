import { v7 as uuid } from 'uuid'
import { sql, type Sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { queueMail } from '../mail/outbox.ts'
import { noticeSettingsOf, type NoticeChoice, type NoticeData, type NoticeKind } from '../resources/noticeKinds.ts'
import { settingsOf, type Language, type OrganizationSettings } from '../resources/settings.ts'
import { mailOf } from './mails.ts'

/** The record that a notice leads to, as it is called now. */
export interface About {
  resource: string
  id: string
  title: string
}

interface NewNoticeOf<K extends NoticeKind> {
  kind: K
  /** Whose inbox. Whoever is no member any more is told nothing. */
  memberId: string
  /** None when it tells of several records. */
  about: About | null
  data: NoticeData[K]
  /** For the mail alone: what the inbox finds out when it is read. */
  on?: string | null
}

export type NewNotice = { [K in NoticeKind]: NewNoticeOf<K> }[NoticeKind]

/** Who brought it about, and when; nobody for what comes by the clock. */
export interface Cause {
  actorId: string | null
  now: Date
}

/** A member as notices reach them, in their organization. */
export interface Reader {
  id: string
  email: string
  language: Language
  organization: { slug: string; name: string; timeZone: string }
  actorName: string
}

/**
 * Puts notices into inboxes and mails into the outbox, as their readers chose, in the transaction of what they are
 * about: they are told of what happened, and of nothing else.
 */
export async function notify(tx: TenantTransaction, notices: NewNotice[], cause: Cause): Promise<void> {
  if (notices.length === 0) return
  const readers = await readersOf(tx, notices, cause)
  const told = notices.flatMap((notice) => {
    const reader = readers.get(notice.memberId)
    return reader ? [{ notice, reader, ways: noticeSettingsOf(reader.choice)[notice.kind] }] : []
  })
  const inbox = told.filter(({ ways }) => ways.app).map(({ notice }) => notice)
  if (inbox.length > 0) await tx.query(insertNotices(tx, inbox, cause))
  for (const { notice, reader, ways } of told) {
    if (ways.mail) await tx.query(queueMail(mailOf(notice, reader)))
  }
}

interface ReaderRow {
  id: string
  email: string
  language: Language | null
  choice: NoticeChoice
  slug: string
  organization: string
  settings: Partial<OrganizationSettings>
  actorName: string | null
}

/** The living members among those to be told. */
async function readersOf(tx: TenantTransaction, notices: NewNotice[], { actorId }: Cause) {
  const ids = [...new Set(notices.map(({ memberId }) => memberId))]
  const rows = await tx.query<ReaderRow>(sql`
    select m.id, m.email, l.language, m.notice_settings as choice, o.slug, o.name as organization, o.settings,
      (select a.name from membership a where a.organization_id = m.organization_id and a.id = ${actorId}::uuid) as "actorName"
    from membership m
      join organization o on o.id = m.organization_id and o.deleted_at is null
      left join oikion_languages(${ids}::uuid[]) l on l.id = m.id
    where m.organization_id = ${tx.context.organizationId}::uuid and m.id = any(${ids}::uuid[])
      and m.deleted_at is null and m.user_id is not null`)
  return new Map(rows.map((row) => [row.id, { ...readerFrom(row), choice: row.choice }]))
}

function readerFrom({ id, email, language, slug, organization, settings: stored, actorName }: ReaderRow): Reader {
  const settings = settingsOf(stored)
  return {
    id,
    email,
    language: language ?? settings.language,
    organization: { slug, name: organization, timeZone: settings.timeZone },
    actorName: actorName ?? '',
  }
}

function insertNotices(tx: TenantTransaction, notices: NewNotice[], { actorId, now }: Cause): Sql {
  const rows = notices.map(({ kind, memberId, about, data }) => ({
    id: uuid(),
    member_id: memberId,
    kind,
    resource: about?.resource ?? null,
    record_id: about?.id ?? null,
    title: about?.title ?? null,
    data,
  }))
  return sql`insert into notice (organization_id, id, member_id, kind, resource, record_id, title, data, actor_id, created_at)
    select ${tx.context.organizationId}::uuid, n.*, ${actorId}::uuid, ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as n(id uuid, member_id uuid, kind text, resource text, record_id uuid, title text, data jsonb)`
}
