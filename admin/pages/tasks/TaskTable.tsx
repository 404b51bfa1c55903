import { tasks } from '../../../server/resources/tasks.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { allows } from '../../providers/access.ts'
import { List } from '../../records/List.tsx'
import { Forbidden } from '../Forbidden.tsx'
import { TaskTabs } from './TaskTabs.tsx'

/** All tasks as any records are listed: with filters, columns, bulk changes, import and export. */
export function TaskTable() {
  const membership = useOrganization()
  if (!allows(membership, tasks.name, 'list')) return <Forbidden />
  return (
    <List definition={tasks}>
      <TaskTabs />
    </List>
  )
}
