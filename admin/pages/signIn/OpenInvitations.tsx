import { post, type Session } from '../../providers/auth.ts'
import { t } from '../../providers/i18n.ts'
import { Form } from './Form.tsx'
import { LightPage } from './LightPage.tsx'

/** The invitations that wait for somebody who has just come. */
export function OpenInvitations({ session }: { session: Session }) {
  const join = async (id: string) => {
    const after = await post<Session>(`/api/account/invitations/${id}/accept`)
    const known = new Set(session.memberships.map(({ memberId }) => memberId))
    const joined = after.memberships.find(({ memberId }) => !known.has(memberId))
    location.assign(joined ? `/o/${joined.organization.slug}` : '/')
  }
  return (
    <LightPage title={t('invitation.offered')} foot={<a href="/">{t('invitation.later')}</a>}>
      {session.invitations.map(({ id, role, inviter, organization }) => (
        <section key={id} className="offer">
          <p>
            {t('invitation.body', { inviter, organization: organization.name, role: t(`invitation.roles.${role}`) })}
          </p>
          <Form submit={t('invitation.join', { organization: organization.name })} onSubmit={() => join(id)} />
        </section>
      ))}
    </LightPage>
  )
}
