import { hasRight } from '../../../server/resources/rights.ts'
import type { Role } from '../../../server/resources/roles.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { t } from '../../providers/i18n.ts'
import { lower, resourceName } from '../../words.ts'
import { actionsOf, allRights, workResources } from './abilities.ts'

/** What a role may do in this organization, in words, read from the definitions and the organization's settings. */
export function RoleAbilities({ role }: { role: Role }) {
  const { settings, organization } = useOrganization()
  const held = allRights.filter((right) => hasRight(right, { role, isPersonal: organization.isPersonal }))
  return (
    <dl className="abilities">
      {workResources.map((definition) => (
        <div key={definition.name}>
          <dt>{resourceName(definition)}</dt>
          <dd>
            {actionsOf(definition, settings)
              .filter(({ reaches }) => reaches[role] !== 'none')
              .map(({ action, reaches }) => {
                const word = t(`rights.actions.${action}`)
                const reach = reaches[role]
                return reach === 'own' || reach === 'involved'
                  ? `${word} (${lower(t(`rights.reaches.${reach}`))})`
                  : word
              })
              .join(', ') || t('rights.nothing')}
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('organization.heading')}</dt>
        <dd>{held.map((right) => t(`rights.names.${right}`)).join(', ') || t('rights.nothing')}</dd>
      </div>
    </dl>
  )
}
