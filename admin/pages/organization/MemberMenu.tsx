import { MoreOutlined } from '@ant-design/icons'
import { Button, Dropdown, type MenuProps } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { hasRight } from '../../../server/resources/rights.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { roleName } from '../../frame/roleName.ts'
import { t } from '../../providers/i18n.ts'
import type { Member } from './people.ts'
import { mayManage, rolesGrantedBy, useRoleChange } from './roleChange.ts'

const RemoveDialog = lazy(async () => ({ default: (await import('./RemoveDialog.tsx')).RemoveDialog }))
const TransferDialog = lazy(async () => ({ default: (await import('./TransferDialog.tsx')).TransferDialog }))
const SignOutDialog = lazy(async () => ({ default: (await import('./SignOutDialog.tsx')).SignOutDialog }))
const LeaveDialog = lazy(async () => ({ default: (await import('./LeaveDialog.tsx')).LeaveDialog }))

type Dialog = 'remove' | 'transfer' | 'signOut' | 'leave'

/** What can be done about one member; for oneself, leaving. */
export function MemberMenu({ member }: { member: Member }) {
  const [dialog, setDialog] = useState<Dialog>()
  const items = useItems(member, setDialog)
  const close = () => setDialog(undefined)
  if (items.length === 0) return null
  return (
    <>
      <Dropdown trigger={['click']} placement="bottomRight" menu={{ items }}>
        <Button
          type="text"
          icon={<MoreOutlined aria-hidden />}
          aria-haspopup="menu"
          aria-label={t('members.menuOf', { name: member.name })}
        />
      </Dropdown>
      <Suspense>
        {dialog === 'remove' && <RemoveDialog member={member} onClose={close} />}
        {dialog === 'transfer' && <TransferDialog member={member} onClose={close} />}
        {dialog === 'signOut' && <SignOutDialog member={member} onClose={close} />}
        {dialog === 'leave' && <LeaveDialog onClose={close} />}
      </Suspense>
    </>
  )
}

function useItems(member: Member, show: (dialog: Dialog) => void): NonNullable<MenuProps['items']> {
  const membership = useOrganization()
  const { changeRole } = useRoleChange(member)
  if (member.id === membership.memberId) {
    return [{ key: 'leave', danger: true, label: t('members.leave'), onClick: () => show('leave') }]
  }
  const standing = { role: membership.role, isPersonal: membership.organization.isPersonal }
  const items: NonNullable<MenuProps['items']> = []
  if (mayManage(membership, member)) {
    const others = rolesGrantedBy(membership.role).filter((role) => role !== member.role)
    items.push({
      key: 'role',
      label: t('members.changeRole'),
      children: others.map((role) => ({ key: role, label: roleName(role), onClick: () => void changeRole(role) })),
    })
  }
  if (hasRight('transferOwnership', standing)) {
    items.push({ key: 'transfer', label: t('members.transfer'), onClick: () => show('transfer') })
  }
  if (hasRight('endSessions', standing)) {
    items.push({ key: 'signOut', label: t('members.signOut'), onClick: () => show('signOut') })
  }
  if (mayManage(membership, member)) {
    items.push(
      { type: 'divider' },
      { key: 'remove', danger: true, label: t('members.remove'), onClick: () => show('remove') },
    )
  }
  return items
}
