import type { Database } from '../database/index.ts'
import { sql, type Sql } from '../database/sql.ts'
import type { TenantTransaction } from '../database/tenant.ts'
import { notFound } from '../errors.ts'
import { authorize, type Access } from '../records/access.ts'
import type { Actor } from '../records/actor.ts'
import { readable, shownInstant } from '../records/columns.ts'
import { inScope } from '../records/scope.ts'
import { clients } from '../resources/clients.ts'
import { reach } from '../resources/roles.ts'
import type { MovedLinks } from './links.ts'

/** Days during which a merge can be undone. */
export const undoDays = 30

/** What it takes to undo a merge. */
export interface Undo {
  /** Field of the client that stayed → [before, after]. */
  fields: Record<string, [unknown, unknown]>
  /** By resource. */
  links: Record<string, MovedLinks>
}

export interface Merge {
  id: string
  keptId: string
  mergedId: string
  undo: Undo
}

export async function insertMerge(
  tx: TenantTransaction,
  { id, keptId, mergedId, undo }: Merge,
  { access, now }: Actor,
) {
  // Made at the moment the merged client went to the trash, which `stillMerged` knows it by.
  await tx.query(sql`
    insert into client_merge (organization_id, id, kept_id, merged_id, undo, created_at, created_by)
    values (${access.organizationId}::uuid, ${id}::uuid, ${keptId}::uuid, ${mergedId}::uuid, ${JSON.stringify(undo)}::jsonb,
      ${now.toISOString()}::timestamptz, ${access.memberId}::uuid)`)
}

/** One merge of a client. Whoever changes it holds the lock of the client that stayed. */
export async function findMerge(tx: TenantTransaction, keptId: string, id: string) {
  const [row] = await tx.query<Merge & { createdAt: Date; undoneAt: Date | null }>(sql`
    select id, kept_id as "keptId", merged_id as "mergedId", undo, created_at as "createdAt", undone_at as "undoneAt"
    from client_merge
    where organization_id = ${tx.context.organizationId}::uuid and id = ${id}::uuid and kept_id = ${keptId}::uuid`)
  return row
}

/**
 * Of a merge `g`: whether the merged client is in the trash by it. Who was restored from there without undoing the merge is
 * somebody else again, and stays so when deleted later or merged into a third; the merge can be undone nevertheless.
 */
export const stillMerged: Sql = sql`g.undone_at is null and exists (
  select from client c
  where c.organization_id = g.organization_id and c.id = g.merged_id and c.deleted_at = g.created_at)`

/** Whether this client was merged into another one, and still is; by another merge than the one that is looked at. */
export async function isMerged(tx: TenantTransaction, clientId: string, mergeId?: string): Promise<boolean> {
  const rows = await tx.query(sql`
    select g.id from client_merge g
    where g.organization_id = ${tx.context.organizationId}::uuid and g.merged_id = ${clientId}::uuid
      and g.id is distinct from ${mergeId ?? null}::uuid and ${stillMerged} limit 1`)
  return rows.length > 0
}

/** Of its data only that it was undone is kept. */
export async function closeMerge(tx: TenantTransaction, id: string, now: Date): Promise<void> {
  await tx.query(sql`
    update client_merge set undone_at = ${now.toISOString()}::timestamptz, undo = '{}'
    where organization_id = ${tx.context.organizationId}::uuid and id = ${id}::uuid`)
}

export interface ListedMerge {
  id: string
  mergedId: string
  /** The merged client's name, where the caller may read it. */
  title: string | null
  createdAt: string
  createdBy: string
  _titles: { createdBy?: string }
  /** Whether the caller may undo it now. */
  canUndo: boolean
}

/** The merges into a client that are not undone, newest first. Throws 403, 404 like showing it. */
export async function listMerges(
  database: Database,
  access: Access,
  keptId: string,
  now: Date,
): Promise<ListedMerge[]> {
  const scope = authorize(access, clients, 'show')
  const removal = reach(clients, 'delete', access)
  const own =
    removal === 'any' ? sql`true` : removal === 'own' ? sql`m.created_by = ${access.memberId}::uuid` : sql`false`
  const mayEdit = reach(clients, 'edit', access) !== 'none' && !access.isReadOnly
  const since = new Date(now.getTime() - undoDays * 86_400_000).toISOString()
  const [row] = await database.read<{ exists: boolean; merges: ListedMerge[] }>(
    access,
    sql`select exists(select from client t where ${inScope(scope)} and t.id = ${keptId}::uuid) as "exists",
      (select coalesce(json_agg(row_to_json(r)), '[]') from (
        select g.id, g.merged_id as "mergedId",
          (select m.name from client m where m.organization_id = g.organization_id and m.id = g.merged_id${readable(clients, 'm', access)}) as title,
          ${shownInstant(sql`g.created_at`)} as "createdAt", g.created_by as "createdBy",
          json_strip_nulls(json_build_object('createdBy', (
            select a.name from membership a where a.organization_id = g.organization_id and a.id = g.created_by))) as "_titles",
          ${mayEdit}::boolean and g.created_at > ${since}::timestamptz and exists (
            select from client m
            where m.organization_id = g.organization_id and m.id = g.merged_id and m.erased_at is null and ${own}) as "canUndo"
        from client_merge g
        where g.organization_id = ${access.organizationId}::uuid and g.kept_id = ${keptId}::uuid and g.undone_at is null
        order by g.created_at desc, g.id desc limit 100) r) as merges`,
  )
  if (!row?.exists) throw notFound(clients.name)
  return row.merges
}
