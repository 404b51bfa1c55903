import { sql } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import { Problem } from '../errors.ts'
import { say } from '../messages/message.ts'
import { activity, insertActivity } from '../records/activity.ts'
import type { Actor } from '../records/actor.ts'
import type { Written } from './hooks.ts'

/** Pictures, floor plans, documents and videos of one property, without the trash. */
export const mostMedia = 40

interface Place {
  id: string
  caption: string | null
  mediaType: string
  position: number | null
  isPrimary: boolean
}

/** Keeps others from changing what belongs to these properties until the transaction ends; ids in ascending order. */
export async function lockGalleries(tx: TenantTransaction, propertyIds: string[]): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('oikion media of ' || p.id, 0))
    from unnest(${propertyIds}::uuid[]) with ordinality p(id, place) order by p.place`)
}

/** The same for the properties that these media belong to. */
export async function lockGalleriesOf(tx: TenantTransaction, ids: string[]): Promise<void> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('oikion media of ' || p.id, 0))
    from (select distinct m.property_id as id from media m
      where m.organization_id = ${tx.context.organizationId}::uuid and m.id = any(${ids}::uuid[]) order by 1) p`)
}

/**
 * Gives new media of a property their places, keeps their number in bounds, and sees to it that exactly one picture is
 * the primary one, if there is any: in the changes about to be written, and with activity in those around them.
 */
export async function arrange(tx: TenantTransaction, propertyId: string, changes: Written[], actor: Actor) {
  if (!changes.some(mattersToOthers)) return
  const there = await tx.query<Place>(sql`
    select id, caption, media_type as "mediaType", position, is_primary as "isPrimary" from media
    where organization_id = ${tx.context.organizationId}::uuid and property_id = ${propertyId}::uuid and deleted_at is null`)
  const changed = new Set(changes.map(({ after }) => after['id']))
  const others = there.filter(({ id }) => !changed.has(id))
  const staying = changes.filter(({ after }) => !after['deletedAt'])
  if (others.length + staying.length > mostMedia && staying.some(isArriving)) {
    const detail = say('A property holds at most {limit} pictures and files', { limit: mostMedia })
    throw new Problem('limit', detail, { kind: 'media', limit: mostMedia, used: others.length })
  }
  placeLast(staying, there)
  for (const { after } of changes) if (after['deletedAt']) after['isPrimary'] = false
  const primary = primaryOf(others, staying)
  for (const { after } of staying) after['isPrimary'] = after['id'] === primary
  // The old one first, here and in the changes: at no moment there may be two.
  await mark(tx, false, there.filter(({ id, isPrimary }) => isPrimary && id !== primary), changed, actor) // prettier-ignore
  await mark(tx, true, others.filter(({ id, isPrimary }) => !isPrimary && id === primary), changed, actor) // prettier-ignore
}

const isArriving = ({ before, after }: Written) => !after['deletedAt'] && (!before || Boolean(before['deletedAt']))

function mattersToOthers(change: Written): boolean {
  const { before, after } = change
  if (isArriving(change) || after['deletedAt']) return true
  return before?.['isPrimary'] !== after['isPrimary'] || before?.['mediaType'] !== after['mediaType']
}

function placeLast(staying: Written[], there: Place[]): void {
  let last = Math.max(-1, ...there.map(({ position }) => position ?? -1))
  for (const { before, after } of staying) if (!before) after['position'] ??= ++last
}

/** The picture that is made the primary one, else that which is, else the first. */
function primaryOf(others: Place[], staying: Written[]): string | undefined {
  const chosen = staying.findLast(({ before, after }) => after['isPrimary'] && !before?.['isPrimary'])
  if (chosen) return String(chosen.after['id'])
  const pictures = [...others, ...staying.map(({ after }) => placeOf(after))].filter(isPicture).sort(byPlace)
  return (pictures.find(({ isPrimary }) => isPrimary) ?? pictures[0])?.id
}

const isPicture = ({ mediaType }: Place) => mediaType === 'IMAGE'

const placeOf = (row: Row) => row as Row & Place

function byPlace(a: Place, b: Place): number {
  return (a.position ?? -1) - (b.position ?? -1) || (a.id < b.id ? -1 : 1)
}

/** Marks pictures, and writes it down for those that are not themselves among the changes, where it stands anyway. */
async function mark(tx: TenantTransaction, isPrimary: boolean, places: Place[], changed: Set<unknown>, actor: Actor) {
  if (places.length === 0) return
  const { organizationId } = actor.access
  const besides = places.filter(({ id }) => !changed.has(id))
  await tx.query(sql`
    update media set is_primary = ${isPrimary},
      version = version + (id = any(${besides.map(({ id }) => id)}::uuid[]))::int, updated_at = ${actor.now.toISOString()}::timestamptz
    where organization_id = ${organizationId}::uuid and id = any(${places.map(({ id }) => id)}::uuid[])`)
  const rows = besides.map(({ id, caption }) =>
    activity('media', 'edit', actor, {
      recordId: id,
      title: caption ?? '',
      changes: { isPrimary: [!isPrimary, isPrimary] },
    }),
  )
  if (rows.length > 0) await tx.query(insertActivity(organizationId, rows))
}
