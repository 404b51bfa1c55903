import type { Readable } from 'node:stream'
import type { OwnerConnection } from '../database/ownerConnection.ts'
import { jobSchema } from '../database/jobTables.ts'

/** Of a job that is not over: what is to be done, not how far somebody came with it. */
export const jobColumns = [
  'id',
  'name',
  'priority',
  'data',
  'retry_limit',
  'retry_count',
  'retry_delay',
  'retry_backoff',
  'start_after',
  'singleton_key',
  'expire_in',
  'created_on',
  'keep_until',
  'dead_letter',
  'policy',
]

const list = jobColumns.join(', ')

/** Null where no server has run yet. */
export async function unfinishedJobs(connection: OwnerConnection): Promise<string | null> {
  const [found] = await connection.query<{ isThere: boolean }>(
    `select to_regclass('${jobSchema}.job') is not null as "isThere"`,
  )
  if (!found?.isThere) return null
  return `copy (select ${list} from ${jobSchema}.job where state in ('created', 'retry', 'active') order by id) to stdout with (format csv)`
}

/** Puts jobs into the queues that there are. A job that was at work is done from its beginning. */
export async function loadJobs(connection: OwnerConnection, source: Readable): Promise<void> {
  await connection.query(
    `create temp table restored_job on commit drop as select ${list} from ${jobSchema}.job with no data`,
  )
  await connection.copyIn(`copy restored_job (${list}) from stdin with (format csv, header)`, source)
  await connection.query(`update restored_job set keep_until = greatest(keep_until, now() + interval '14 days')`)
  await connection.query(
    `insert into ${jobSchema}.job (${list}) select ${list} from restored_job where name in (select name from ${jobSchema}.queue)`,
  )
}
