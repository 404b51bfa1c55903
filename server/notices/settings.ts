import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import type { Access } from '../records/access.ts'
import { noticeKinds, noticeSettingsOf, type NoticeChoice, type NoticeSettings } from '../resources/noticeKinds.ts'

/** What reaches the member, and how. */
export async function readNoticeSettings(database: Database, access: Access): Promise<NoticeSettings> {
  const [row] = await database.read<{ choice: NoticeChoice }>(access, sql`${choiceOf(access)}`)
  if (!row) throw notFound('members')
  return noticeSettingsOf(row.choice)
}

/** Changes what reaches the member; ways that the change leaves out stay as they are. */
export async function chooseNotices(database: Database, access: Access, change: NoticeChoice): Promise<NoticeSettings> {
  return database.withOrganization(access, async (tx) => {
    const [row] = await tx.query<{ choice: NoticeChoice }>(sql`${choiceOf(access)} for no key update`)
    if (!row) throw notFound('members')
    const choice: NoticeChoice = { ...row.choice }
    for (const kind of noticeKinds) {
      if (change[kind]) choice[kind] = { ...choice[kind], ...change[kind] }
    }
    await tx.query(sql`
      update membership set notice_settings = ${JSON.stringify(choice)}::jsonb
      where organization_id = ${access.organizationId}::uuid and id = ${access.memberId}::uuid`)
    return noticeSettingsOf(choice)
  })
}

const choiceOf = ({ organizationId, memberId }: Access) => sql`
  select notice_settings as choice from membership where organization_id = ${organizationId}::uuid and id = ${memberId}::uuid`
