import { Fragment, type ReactNode } from 'react'
import type { Definition } from '../../../server/resources/define.ts'
import { hasRight, type Right } from '../../../server/resources/rights.ts'
import type { Reach, Role } from '../../../server/resources/roles.ts'
import { formatList } from '../../format.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { roleName } from '../../frame/roleName.ts'
import { t } from '../../providers/i18n.ts'
import { lower, resourceName } from '../../words.ts'
import {
  actionsOf,
  allRights,
  byRole,
  organizationResources,
  rankedRoles,
  rolesConcerned,
  workResources,
  type ActionRow,
} from './abilities.ts'

/** Every action by every role; one's own role stands out. */
export function AccessMatrix() {
  const { role: own } = useOrganization()
  return (
    <div className="panel">
      <table className="access-matrix">
        <caption className="visually-hidden">{t('organization.pages.access')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('rights.what')}</th>
            {rankedRoles.map((role) => (
              <th key={role} scope="col" className={role === own ? 'own-role' : undefined}>
                {roleName(role)}
                {role === own && <span className="quiet">{t('members.you')}</span>}
              </th>
            ))}
          </tr>
        </thead>
        {workResources.map((definition) => (
          <ResourceRows key={definition.name} definition={definition} />
        ))}
        <OrganizationRows />
      </table>
      <Legend />
    </div>
  )
}

function Group({ name, children }: { name: string; children: ReactNode }) {
  return (
    <tbody>
      <tr className="group-row">
        <th scope="rowgroup" colSpan={rankedRoles.length + 1}>
          {name}
        </th>
      </tr>
      {children}
    </tbody>
  )
}

function ResourceRows({ definition }: { definition: Definition }) {
  const { settings } = useOrganization()
  return (
    <Group name={resourceName(definition)}>
      {actionsOf(definition, settings).map((row) => (
        <ActionCells key={row.action} row={row} label={t(`rights.does.${row.action}`)} />
      ))}
    </Group>
  )
}

/** Seeing and exporting what the organization is run by; changing it is a matter of the rights that follow. */
function OrganizationRows() {
  const { settings } = useOrganization()
  return (
    <Group name={t('organization.heading')}>
      {organizationResources.map((definition) => (
        <Fragment key={definition.name}>
          {actionsOf(definition, settings)
            .filter(({ action }) => action === 'list' || action === 'export')
            .map((row) => (
              <ActionCells
                key={row.action}
                row={row}
                label={t(`rights.of.${row.action === 'list' ? 'list' : 'export'}`, {
                  name: lower(resourceName(definition)),
                })}
              />
            ))}
        </Fragment>
      ))}
      {allRights.filter(isNotSaidAbove).map((right) => (
        <RightCells key={right} right={right} />
      ))}
    </Group>
  )
}

/** Reading the audit is seeing its entries. */
const isNotSaidAbove = (right: Right) => right !== 'seeAudit'

function ActionCells({ row: { reaches, isBySetting }, label }: { row: ActionRow; label: string }) {
  return (
    <tr>
      <th scope="row">
        {label}
        {isBySetting && <span className="by-setting">{t('rights.bySetting')}</span>}
      </th>
      {rankedRoles.map((role) => (
        <Cell key={role} reach={reaches[role]} text={t(`rights.reaches.${reaches[role]}`)} />
      ))}
    </tr>
  )
}

function RightCells({ right }: { right: Right }) {
  const { isPersonal } = useOrganization().organization
  const held = byRole((role) => hasRight(right, { role, isPersonal }))
  return (
    <tr>
      <th scope="row">{t(`rights.does.${right}`)}</th>
      {rankedRoles.map((role) => (
        <Cell
          key={role}
          reach={held[role] ? 'any' : 'none'}
          text={held[role] ? rightText(right, role) : t('rights.no')}
        />
      ))}
    </tr>
  )
}

/** «yes», or the roles it is limited to. */
function rightText(right: Right, role: Role): string {
  const concerned = rolesConcerned(right, role)
  if (!concerned || concerned.length === rankedRoles.length) return t('rights.yes')
  return formatList(concerned.map(roleName))
}

function Cell({ reach, text }: { reach: Reach; text: string }) {
  return <td className={`reach-${reach}`}>{text}</td>
}

function Legend() {
  return (
    <dl className="legend">
      {(['any', 'involved', 'own'] as const).map((reach) => (
        <div key={reach}>
          <dt className={`reach-${reach}`}>{t(`rights.reaches.${reach}`)}</dt>
          <dd>{t(`rights.legend.${reach}`)}</dd>
        </div>
      ))}
      <div>
        <dt className="by-setting">{t('rights.bySetting')}</dt>
        <dd>{t('rights.legend.bySetting')}</dd>
      </div>
    </dl>
  )
}
