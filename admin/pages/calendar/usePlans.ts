import { useOrganization } from '../../frame/OrganizationContext.ts'
import { createPath } from '../../paths.ts'
import { allows } from '../../providers/access.ts'
import { t } from '../../providers/i18n.ts'

/** What the member may plan at a time: a task, a viewing; each with the address of its form, filled in as far as it is known. */
export function usePlans(at: Date) {
  const membership = useOrganization()
  const { slug } = membership.organization
  const time = at.toISOString()
  const plans = [
    {
      key: 'tasks',
      icon: 'check',
      label: t('calendar.newTask'),
      path: `${createPath(slug, 'tasks')}?${new URLSearchParams({ dueAt: time, assigneeId: 'me' })}`,
    },
    {
      key: 'interactions',
      icon: 'home',
      label: t('calendar.newViewing'),
      path: `${createPath(slug, 'interactions')}?${new URLSearchParams({ interactionType: 'VIEWING', occurredAt: time })}`,
    },
  ]
  return plans.filter(({ key }) => allows(membership, key, 'create'))
}
