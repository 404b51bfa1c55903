import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { formatRelative } from '../format.ts'
import { homePath } from '../paths.ts'
import type { OpenInvitation, Session } from '../providers/auth.ts'
import { send } from '../providers/http.ts'
import { t } from '../providers/i18n.ts'
import { roleName } from './roleName.ts'
import { useReplaceSession, useSession } from './SessionContext.ts'

interface Props {
  invitations: OpenInvitation[]
  onAccepted: () => void
}

/** The open invitations to one's address; accepting one goes there. */
export function OrganizationsInvited({ invitations, onAccepted }: Props) {
  const [busyId, setBusyId] = useState<string>()
  const [failure, setFailure] = useState<string>()
  const { memberships } = useSession()
  const replace = useReplaceSession()
  const navigate = useNavigate()

  const accept = async (id: string) => {
    setBusyId(id)
    setFailure(undefined)
    try {
      const { data } = await send<Session>(`/api/account/invitations/${id}/accept`, { method: 'POST', body: {} })
      replace(data)
      onAccepted()
      const joined = data.memberships.find(
        ({ memberId }) => !memberships.some((membership) => membership.memberId === memberId),
      )
      if (joined) void navigate(homePath(joined))
    } catch (error) {
      setFailure((error as Error).message)
      setBusyId(undefined)
    }
  }

  return (
    <section className="invited" aria-label={t('organization.invitations', { count: invitations.length })}>
      {failure && <Alert type="error" showIcon role="alert" message={failure} />}
      {invitations.map(({ id, organization, role, inviter, expiresAt }) => (
        <div key={id} className="invited-one">
          <p>
            <strong>{organization.name}</strong>
            <span className="quiet">
              {t('organization.invitedAs', { role: roleName(role), inviter, expires: formatRelative(expiresAt) })}
            </span>
          </p>
          <Button
            type="primary"
            size="small"
            loading={busyId === id}
            aria-label={t('organization.acceptOne', { name: organization.name })}
            onClick={() => void accept(id)}
          >
            {t('organization.accept')}
          </Button>
        </div>
      ))}
    </section>
  )
}
