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
  const told = within('createdAt', { from: monthAgo })
  const done: Filter[] = [['status', 'COMPLETED'], ...within('completedAt', { from: monthAgo })]
  return {
    sql: sql`(select coalesce(json_agg(row_to_json(p)), '[]') from (
      select m.id, m.name, m.deleted_at is not null as "isFormer", coalesce(f.created, 0) as created, coalesce(f.edited, 0) as edited,
        coalesce(f.interactions, 0) as interactions, coalesce(d.tasks, 0) as tasks
      from membership m
      left join (select t.created_by as id, count(*) filter (where t.kind = 'create')::int as created,
          count(*) filter (where t.kind = 'edit')::int as edited,
          count(*) filter (where t.kind = 'create' and t.resource = 'interactions')::int as interactions
        from ${rowsOf(access, listOf(feed, ...told))} group by 1) f on f.id = m.id
      left join (select t.assignee_id as id, count(*)::int as tasks from ${rowsOf(access, listOf(tasks, ...done))} group by 1) d
        on d.id = m.id
      where m.organization_id = ${access.organizationId}::uuid
        and (m.deleted_at is null or coalesce(f.created, 0) + coalesce(f.edited, 0) + coalesce(d.tasks, 0) > 0)
      order by coalesce(f.created, 0) + coalesce(f.edited, 0) + coalesce(d.tasks, 0) desc, m.name, m.id) p)`,
    read: (rows) =>
      rows.map(({ id, name, isFormer, created, edited, interactions, tasks: completed }) => {
        const by: Filter = ['createdBy', id]
        return {
          id,
          name,
          isFormer,
          created: { count: created, ...listOf(feed, by, ['kind', 'create'], ...told) },
          edited: { count: edited, ...listOf(feed, by, ['kind', 'edit'], ...told) },
          interactions: {
            count: interactions,
            ...listOf(feed, by, ['kind', 'create'], ['resource', 'interactions'], ...told),
          },
          tasks: { count: completed, ...listOf(tasks, ['assigneeId', id], ...done) },
        }
      }),
  }
}
