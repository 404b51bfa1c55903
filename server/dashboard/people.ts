import { sql } from '../database/sql.ts'
import type { Access } from '../records/access.ts'
import type { Deed, PersonActivity } from '../resources/dashboard.ts'
import { feed } from '../resources/feed.ts'
import { tasks } from '../resources/tasks.ts'
import { listOf, rowsOf, within, type Block, type Filter } from './lists.ts'
import type { Periods } from './periods.ts'

interface Row extends Record<Deed, number> {
  id: string
  name: string
  isFormer: boolean
}

/** What each member did in the last 30 days, the busiest first; of those who have left, only those who did something. */
export function peopleBlock(access: Access, { monthAgo }: Periods): Block<Row[], PersonActivity[]> {
  const since = within('createdAt', { from: monthAgo })
  const done: Filter[] = [['status', 'COMPLETED'], ...within('completedAt', { from: monthAgo })]
  const told = (...filters: Filter[]) => rowsOf(access, listOf(feed, ...filters, ...since))
  return {
    // Materialized, or sorting and filtering would count each number once more.
    sql: sql`(with did as materialized (
        select m.id, m.name, m.deleted_at is not null as "isFormer",
          (select count(*)::int from ${told(['kind', 'create'])} and t.created_by = m.id) as created,
          (select count(*)::int from ${told(['kind', 'edit'])} and t.created_by = m.id) as edited,
          (select count(*)::int from ${told(['kind', 'create'], ['resource', 'interactions'])} and t.created_by = m.id) as interactions,
          (select count(*)::int from ${rowsOf(access, listOf(tasks, ...done))} and t.assignee_id = m.id) as tasks
        from membership m where m.organization_id = ${access.organizationId}::uuid)
      select coalesce(json_agg(row_to_json(p)), '[]') from (
        select * from did where not "isFormer" or created + edited + tasks > 0
        order by created + edited + tasks desc, name, id) p)`,
    read: (rows) =>
      rows.map(({ id, name, isFormer, created, edited, interactions, tasks: completed }) => {
        const by: Filter = ['createdBy', id]
        return {
          id,
          name,
          isFormer,
          created: { count: created, ...listOf(feed, by, ['kind', 'create'], ...since) },
          edited: { count: edited, ...listOf(feed, by, ['kind', 'edit'], ...since) },
          interactions: {
            count: interactions,
            ...listOf(feed, by, ['kind', 'create'], ['resource', 'interactions'], ...since),
          },
          tasks: { count: completed, ...listOf(tasks, ['assigneeId', id], ...done) },
        }
      }),
  }
}
