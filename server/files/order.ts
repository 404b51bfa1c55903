import { z } from 'zod'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { invalid, notFound, Problem } from '../errors.ts'
import { lockGalleries, mostMedia } from '../hooks/mediaPlaces.ts'
import { authorize } from '../records/access.ts'
import { activity, recordActivity } from '../records/activity.ts'
import type { Actor } from '../records/actor.ts'
import { toFieldErrors } from '../records/schemas.ts'
import { media } from '../resources/media.ts'
import { properties } from '../resources/properties.ts'
import { selectProperty } from './property.ts'

export const OrderRequest = z.strictObject({
  propertyId: z.uuid().toLowerCase(),
  ids: z.array(z.uuid().toLowerCase()).min(1).max(mostMedia),
})

/**
 * Puts the media of a property into this order; those that are not named keep theirs and follow. One summary is written
 * down. Answers all ids as they now stand. Throws 403, 404, 422, and 409 when a named one is not there any more.
 */
export async function orderMedia(database: Database, body: unknown, actor: Actor): Promise<{ ids: string[] }> {
  const parsed = OrderRequest.safeParse(body, { reportInput: true })
  if (!parsed.success) throw invalid(parsed.error.issues.flatMap(toFieldErrors), media.name)
  const { propertyId } = parsed.data
  const wanted = [...new Set(parsed.data.ids)]
  const { access, now } = actor
  authorize(access, media, 'edit')
  return database.withOrganization(access, async (tx) => {
    const [property] = await tx.query<{ reference: string }>(selectProperty(access, propertyId))
    if (!property) throw notFound(properties.name)
    await lockGalleries(tx, [propertyId])
    const there = await tx.query<{ id: string; position: number | null }>(sql`
      select id, position from media
      where organization_id = ${access.organizationId}::uuid and property_id = ${propertyId}::uuid and deleted_at is null
      order by position nulls first, id for update`)
    const known = new Set(there.map(({ id }) => id))
    if (!wanted.every((id) => known.has(id))) {
      throw new Problem('conflict', 'The pictures have changed meanwhile; look at them again')
    }
    const ids = [...wanted, ...there.map(({ id }) => id).filter((id) => !wanted.includes(id))]
    const moved = there.filter(({ id, position }) => ids.indexOf(id) !== position)
    if (moved.length === 0) return { ids }
    await tx.query(sql`
      update media t set position = p.place - 1, version = t.version + 1, updated_at = ${now.toISOString()}::timestamptz
      from unnest(${ids}::uuid[]) with ordinality p(id, place)
      where t.organization_id = ${access.organizationId}::uuid and t.id = p.id and t.position is distinct from p.place - 1`)
    const summary = { count: moved.length, fields: ['position'] }
    await recordActivity(tx, activity(media.name, 'edit', actor, { title: property.reference, changes: summary }))
    return { ids }
  })
}
