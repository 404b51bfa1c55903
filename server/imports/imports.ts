import { sql, type Sql } from '../database/sql.ts'
import type { Row, TenantTransaction } from '../database/tenant.ts'
import type { Access } from '../records/access.ts'
import { shownInstant } from '../records/columns.ts'
import type { Locale } from '../resources/labels/index.ts'
import type { FileFormat } from './inspect.ts'
import type { Mapping, Plan } from './mapping.ts'
import { beginning, writeReport, type Report } from './report.ts'

export type ImportStatus =
  'uploaded' | 'checking' | 'checked' | 'queued' | 'running' | 'done' | 'undoing' | 'failed' | 'cancelled'

/** One uploaded file on its way into a resource. */
export interface Import {
  id: string
  resource: string
  fileName: string
  fileSize: number
  status: ImportStatus
  format: FileFormat
  mapping: Mapping
  options: ImportOptions
  rowsTotal: number
  rowsDone: number
  report: Report | null
  error: string | null
  createdAt: string
  updatedAt: string
  createdBy: string
}

export interface ImportOptions {
  defaults: Row
  /** The mapping was that of an earlier file of the same shape. */
  remembered: boolean
  /** Names one check or run: a job of an earlier one has nothing more to say. */
  attempt?: string
  /** What came of undoing it, if that was done. */
  undo?: Undone
}

/** Of the records that an import created: how many its undoing moved to the trash, and why the others stayed. */
export interface Undone {
  /** The first time and the last that it was undone; earlier versions did not keep the first. */
  since?: string
  at: string
  done: number
  changed: number
  deleted: number
  related: number
}

/** The import as the HTTP contract shows it to a reader of this language. */
export function answerOf({ options, format, report, ...rest }: Import, locale: Locale) {
  const { marks: _, ...shown } = format
  const columns = shown.columns.map(beginning)
  return {
    ...rest,
    report: report && writeReport(report, locale),
    format: { ...shown, columns },
    defaults: options.defaults,
    remembered: options.remembered,
    undo: options.undo ? { ...options.undo, since: options.undo.since ?? options.undo.at } : null,
  }
}

/** One among many: without the parts that show cells. */
export function listedOf(file: Import, locale: Locale) {
  const { format, report, ...rest } = answerOf(file, locale)
  const { preview: _, ...shown } = format
  if (!report) return { ...rest, format: shown, report }
  const { problems: __, ...counts } = report
  return { ...rest, format: shown, report: counts }
}

/** How the import's rows become records. */
export const planOf = ({ mapping, options }: Import): Plan => ({ mapping, defaults: options.defaults })

const columns = sql`id, resource, file_name as "fileName", file_size::float8 as "fileSize", status, format, mapping, options,
  rows_total as "rowsTotal", rows_done as "rowsDone", report, error, ${shownInstant(sql`created_at`)} as "createdAt",
  ${shownInstant(sql`updated_at`)} as "updatedAt", created_by as "createdBy"`

const ofOrganization = (access: Pick<Access, 'organizationId'>) => sql`organization_id = ${access.organizationId}::uuid`

/** The statement that finds one import of the organization. */
export function selectImport(access: Pick<Access, 'organizationId'>, id: string): Sql {
  return sql`select ${columns} from import where ${ofOrganization(access)} and id = ${id}::uuid`
}

/** Newest first, of the resources given, each with the number of all; past the end one row with that number alone. */
export function selectImports(access: Access, resources: string[], page: { start: number; limit: number }): Sql {
  const listed = sql`${ofOrganization(access)} and resource = any(${resources}::text[])`
  return sql`select a.total, i.* from (select count(*)::int as total from import where ${listed}) a
    left join (select ${columns} from import where ${listed}
      order by created_at desc, id desc limit ${page.limit}::int offset ${page.start}::int) i on true
    order by i."createdAt" desc, i.id desc`
}

export async function insertImport(tx: TenantTransaction, access: Access, row: Import): Promise<void> {
  await tx.query(sql`insert into import (organization_id, id, resource, file_name, file_size, status, format, mapping, options,
      rows_total, rows_done, created_at, updated_at, created_by)
    values (${access.organizationId}::uuid, ${row.id}::uuid, ${row.resource}::text, ${row.fileName}::text, ${row.fileSize}::bigint,
      ${row.status}::text, ${JSON.stringify(row.format)}::jsonb, ${JSON.stringify(row.mapping)}::jsonb, ${JSON.stringify(row.options)}::jsonb,
      ${row.rowsTotal}::int, 0, ${row.createdAt}::timestamptz, ${row.createdAt}::timestamptz, ${access.memberId}::uuid)`)
}

/** What a step writes; what it leaves out stays. */
export interface ImportStep {
  status?: ImportStatus
  mapping?: Mapping
  options?: Partial<ImportOptions>
  rowsDone?: number
  report?: Report | null
  error?: string | null
}

/**
 * Moves an import on, only from the states given, and only within the attempt given: two that want the same
 * step at once are told apart here. Answers nothing when it was in no such state.
 */
export async function moveImport(
  tx: TenantTransaction,
  id: string,
  from: { status: readonly ImportStatus[]; attempt?: string },
  step: ImportStep,
): Promise<Import | undefined> {
  const { report, error, options = {} } = step
  const [row] = await tx.query<Import>(sql`update import set updated_at = now(),
      status = coalesce(${step.status ?? null}::text, status),
      mapping = coalesce(${step.mapping ? JSON.stringify(step.mapping) : null}::jsonb, mapping),
      options = options || ${JSON.stringify(options)}::jsonb,
      rows_done = coalesce(${step.rowsDone ?? null}::int, rows_done),
      report = case when ${report === undefined}::boolean then report else ${report ? JSON.stringify(report) : null}::jsonb end,
      error = case when ${error === undefined}::boolean then error else ${error ?? null}::text end
    where ${ofOrganization({ organizationId: tx.context.organizationId ?? '' })} and id = ${id}::uuid
      and status = any(${[...from.status]}::text[])
      and (${from.attempt ?? null}::text is null or options->>'attempt' = ${from.attempt ?? null}::text)
    returning ${columns}`)
  return row
}

/** The mapping last used for files of this shape. */
export async function rememberedPlan(tx: TenantTransaction, shape: string): Promise<Plan | undefined> {
  const [row] = await tx.query<{ mapping: Plan }>(
    sql`select mapping from import_mapping where ${ofOrganization({ organizationId: tx.context.organizationId ?? '' })} and id = ${shape}::text`,
  )
  return row?.mapping
}

export async function rememberPlan(tx: TenantTransaction, shape: string, resource: string, plan: Plan): Promise<void> {
  await tx.query(sql`insert into import_mapping (organization_id, id, resource, mapping, updated_at)
    values (${tx.context.organizationId}::uuid, ${shape}::text, ${resource}::text, ${JSON.stringify(plan)}::jsonb, now())
    on conflict (organization_id, id) do update set mapping = excluded.mapping, updated_at = excluded.updated_at`)
}
