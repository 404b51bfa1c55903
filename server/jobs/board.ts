import type { Database } from '../database/index.ts'
import { jobSchema } from '../database/jobTables.ts'
import { identifier, sql, type Sql } from '../database/sql.ts'
import { notFound, Problem } from '../errors.ts'
import type { Access } from '../records/access.ts'

/** How a job stands, in words for people; pg-boss knows a few more. */
export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** A job of an organization as its owners see it. */
export interface JobEntry {
  id: string
  /** The queue: what kind of work it is. */
  kind: string
  state: JobState
  createdAt: string
  startedAt: string | null
  endedAt: string | null
  /** How often it was interrupted or failed before. */
  tries: number
  error: string | null
  /** The record it works for, where it is one. */
  about: { importId?: string; mediaId?: string; exportId?: string }
}

const states: Record<string, JobState> = {
  created: 'waiting',
  retry: 'waiting',
  active: 'running',
  completed: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
}

interface Stored extends Omit<JobEntry, 'state' | 'error'> {
  state: string
  output: { message?: string } | null
  total: number
}

const jobs = identifier(jobSchema, 'job')
/** Mails belong to people, not to an organization, and carry no organization. */
const isOf = ({ organizationId }: Access): Sql => sql`j.data ->> 'organizationId' = ${organizationId}::text`

/** The jobs of the caller's organization, newest first. pg-boss forgets those long done. */
export async function listJobs(database: Database, access: Access, page: { start: number; limit: number }) {
  const rows = await database.ask<Stored>(sql`
    select j.id, j.name as kind, j.state::text as state, j.created_on as "createdAt", j.started_on as "startedAt", j.completed_on as "endedAt",
      j.retry_count as tries, j.output, count(*) over ()::int as total,
      jsonb_strip_nulls(jsonb_build_object('importId', j.data -> 'importId', 'mediaId', j.data -> 'mediaId', 'exportId', j.data -> 'exportId')) as about
    from ${jobs} j where ${isOf(access)}
    order by j.created_on desc, j.id desc limit ${page.limit}::int offset ${page.start}::int`)
  const entries = rows.map(({ state, output, total: _total, ...job }): JobEntry => ({
    ...job,
    state: states[state] ?? 'waiting',
    error: state === 'failed' || state === 'retry' ? (output?.message ?? null) : null,
  }))
  return { entries, total: rows[0]?.total ?? 0 }
}

/** Has a failed or cancelled job done again. Throws 404, and 409 when it is neither. */
export async function retryJob(database: Database, access: Access, id: string): Promise<void> {
  const changed = await database.ask(sql`
    update ${jobs} j set state = 'retry', start_after = now(), completed_on = null, retry_limit = j.retry_count + 5
    where ${isOf(access)} and j.id = ${id}::uuid and j.state in ('failed', 'cancelled') returning j.id`)
  if (changed.length === 0)
    throw await refusal(database, access, id, 'Only a job that failed or was cancelled can be done again')
}

/** Takes a waiting job off. Throws 404, and 409 when it is under way or over. */
export async function cancelJob(database: Database, access: Access, id: string): Promise<void> {
  const changed = await database.ask(sql`
    update ${jobs} j set state = 'cancelled', completed_on = now()
    where ${isOf(access)} and j.id = ${id}::uuid and j.state in ('created', 'retry') returning j.id`)
  if (changed.length === 0) throw await refusal(database, access, id, 'Only a waiting job can be cancelled')
}

async function refusal(
  database: Database,
  access: Access,
  id: string,
  why: 'Only a job that failed or was cancelled can be done again' | 'Only a waiting job can be cancelled',
): Promise<Problem> {
  const [found] = await database.ask(sql`select j.id from ${jobs} j where ${isOf(access)} and j.id = ${id}::uuid`)
  return found ? new Problem('conflict', why) : notFound('jobs')
}
