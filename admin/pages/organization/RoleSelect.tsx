import { Select, Tooltip, type SelectProps } from 'antd'
import type { ReactNode } from 'react'
import { members } from '../../../server/resources/members.ts'
import type { Role } from '../../../server/resources/roles.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { roleName } from '../../frame/roleName.ts'
import { t } from '../../providers/i18n.ts'
import { ChoiceTag } from '../../records/ChoiceTag.tsx'
import type { Member } from './people.ts'
import { RoleAbilities } from './RoleAbilities.tsx'
import { mayManage, rolesGrantedBy, useRoleChange } from './roleChange.ts'

/** A member's role; whoever may change it does so in place. Hovering says what the role may do. */
export function RoleSelect({ member }: { member: Member }) {
  const membership = useOrganization()
  const { isBusy, changeRole } = useRoleChange(member)
  if (!mayManage(membership, member)) {
    return (
      <Explained role={member.role}>
        <ChoiceTag definition={members} field="role" value={member.role} />
      </Explained>
    )
  }
  return (
    <Select<Role>
      className="role-select"
      aria-label={t('members.roleOf', { name: member.name })}
      value={member.role}
      loading={isBusy}
      disabled={isBusy}
      popupMatchSelectWidth={false}
      options={rolesGrantedBy(membership.role).map((role) => ({ value: role, label: roleName(role) }))}
      labelRender={roleTag}
      optionRender={explainedOption}
      onChange={(role) => void changeRole(role)}
    />
  )
}

const roleTag: SelectProps['labelRender'] = ({ value }) => (
  <ChoiceTag definition={members} field="role" value={String(value)} />
)

const explainedOption: SelectProps<Role>['optionRender'] = ({ value }) => (
  <Explained role={value as Role}>{roleName(value as Role)}</Explained>
)

/** A role's name that says on hover what the role may do. */
function Explained({ role, children }: { role: Role; children: ReactNode }) {
  return (
    <Tooltip
      title={<RoleAbilities role={role} />}
      placement="right"
      mouseEnterDelay={0.25}
      classNames={{ root: 'role-tooltip' }}
    >
      <span className="role-explained">{children}</span>
    </Tooltip>
  )
}
