import { Button } from 'antd'
import { Link, useLocation, useNavigate } from 'react-router'
import { useSession } from '../frame/SessionContext.ts'
import { useTitle } from '../frame/useTitle.ts'
import { homePath } from '../paths.ts'
import type { Membership } from '../providers/auth.ts'
import { t } from '../providers/i18n.ts'
import { Message } from './Message.tsx'

/** An organization that stays closed until one has a second factor: why, where to set it up, and the others meanwhile. */
export function SecondFactorRequired({ membership: { organization } }: { membership: Membership }) {
  const { pathname, search } = useLocation()
  const navigate = useNavigate()
  const others = useSession().memberships.filter(({ secondFactorMissing }) => !secondFactorMissing)
  useTitle(t('secondFactorRequired.title'), organization.name)
  return (
    <Message
      title={t('secondFactorRequired.title')}
      body={t('secondFactorRequired.body', { organization: organization.name })}
    >
      <Button type="primary" onClick={() => void navigate('/account/security', { state: { from: pathname + search } })}>
        {t('secondFactorRequired.setUp')}
      </Button>
      {others.map((other) => (
        <Link key={other.organization.id} to={homePath(other)}>
          {t('secondFactorRequired.other', { organization: other.organization.name })}
        </Link>
      ))}
    </Message>
  )
}
