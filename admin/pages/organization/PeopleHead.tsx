import { UserAddOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { NavLink } from 'react-router'
import { hasRight } from '../../../server/resources/rights.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { formerMembersPath, invitationsPath, pagePath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { allows } from '../../providers/access.ts'

const InviteDialog = lazy(async () => ({ default: (await import('./InviteDialog.tsx')).InviteDialog }))

/** Heading of the three lists of people, the way from one to the other, and inviting. */
export function PeopleHead() {
  const [isInviting, setInviting] = useState(false)
  const membership = useOrganization()
  const { slug, isPersonal } = membership.organization
  const mayInvite = hasRight('inviteMembers', { role: membership.role, isPersonal })
  const tabs = [
    { to: pagePath(slug, 'members'), label: t('members.tabs.members'), isShown: true },
    {
      to: invitationsPath(slug),
      label: t('members.tabs.invitations'),
      isShown: allows(membership, 'invitations', 'list'),
    },
    { to: formerMembersPath(slug), label: t('members.tabs.former'), isShown: allows(membership, 'members', 'delete') },
  ].filter(({ isShown }) => isShown)

  return (
    <>
      <header className="head">
        <h1>{t('organization.pages.members')}</h1>
        {mayInvite && (
          <div className="head-actions">
            <Button type="primary" icon={<UserAddOutlined aria-hidden />} onClick={() => setInviting(true)}>
              {t('invitations.invite')}
            </Button>
          </div>
        )}
      </header>
      {tabs.length > 1 && (
        <nav className="page-tabs" aria-label={t('organization.pages.members')}>
          {tabs.map(({ to, label }) => (
            <NavLink key={to} to={to} end>
              {label}
            </NavLink>
          ))}
        </nav>
      )}
      <Suspense>{isInviting && <InviteDialog onClose={() => setInviting(false)} />}</Suspense>
    </>
  )
}
