import { useNotification } from '@refinedev/core'
import { hasRight, mayGrant } from '../../../server/resources/rights.ts'
import type { Role } from '../../../server/resources/roles.ts'
import { roleName } from '../../frame/roleName.ts'
import type { Membership } from '../../providers/auth.ts'
import { ApiError } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import { rankedRoles } from './abilities.ts'
import { onVersion, type Member } from './people.ts'
import { useAttempt } from './useAttempt.ts'
import { useOrganizationCall } from './useOrganizationCall.ts'

/** Whether somebody may give this member another role, remove them, or hand over their work. */
export function mayManage({ memberId, role, organization }: Membership, member: Member): boolean {
  const mayAtAll = hasRight('manageMembers', { role, isPersonal: organization.isPersonal })
  return mayAtAll && member.id !== memberId && mayGrant(role, member.role)
}

/** The roles somebody may give, highest first. */
export const rolesGrantedBy = (granter: Role): Role[] => rankedRoles.filter((role) => mayGrant(granter, role))

/** Gives a member another role, on top of the version on screen; says how it went. */
export function useRoleChange(member: Member): { isBusy: boolean; changeRole: (role: Role) => Promise<void> } {
  const call = useOrganizationCall()
  const { open } = useNotification()
  const { isBusy, attempt } = useAttempt('members')
  const { name } = member

  const change = async (role: Role) => {
    try {
      await call(`/api/members/${member.id}`, { method: 'PATCH', body: { role }, headers: onVersion(member) })
    } catch (error) {
      const isStale = error instanceof ApiError && error.statusCode === 409 && error.problem?.current !== undefined
      throw isStale ? new Error(t('members.changedMeanwhile'), { cause: error }) : error
    }
    open?.({ key: 'role', type: 'success', message: t('members.roleChanged', { name, role: roleName(role) }) })
  }
  const changeRole = async (role: Role) => {
    await attempt(t('members.roleNotChanged', { name }), () => change(role))
  }
  return { isBusy, changeRole }
}
