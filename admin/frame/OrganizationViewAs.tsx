import { EyeOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useEffect, useState } from 'react'
import type { Session, ViewAs } from '../providers/auth.ts'
import { send } from '../providers/http.ts'
import { t } from '../providers/i18n.ts'
import { useOrganization } from './OrganizationContext.ts'
import { roleName } from './roleName.ts'
import { useReloadSession, useReplaceSession, useSession } from './SessionContext.ts'

/** Says that an owner sees the organization with a lower role's eyes, for how long still, and how to end it. */
export function OrganizationViewAs() {
  const { viewAs } = useSession()
  const { organization } = useOrganization()
  if (viewAs?.organizationId !== organization.id) return null
  return <Banner viewAs={viewAs} />
}

function Banner({ viewAs: { role, until } }: { viewAs: ViewAs }) {
  const { organization } = useOrganization()
  const replace = useReplaceSession()
  const { notification } = App.useApp()
  const [isEnding, setEnding] = useState(false)
  const minutes = useMinutesLeft(until)

  const end = async () => {
    setEnding(true)
    try {
      const { data } = await send<Session>('/api/view-as', { method: 'DELETE', organizationId: organization.id })
      replace(data)
    } catch (error) {
      notification.error({ message: (error as Error).message, placement: 'bottomRight' })
      setEnding(false)
    }
  }

  return (
    <div className="view-as">
      <EyeOutlined aria-hidden />
      <p>
        <span role="status">{t('viewAs.banner', { organization: organization.name, role: roleName(role) })}</span>{' '}
        {t('viewAs.readOnly')} {t('viewAs.endsIn', { minutes })}
      </p>
      <Button size="small" loading={isEnding} onClick={() => void end()}>
        {t('viewAs.end')}
      </Button>
    </div>
  )
}

/** Whole minutes until an instant, counted down; when it has come, the session is asked for anew. */
function useMinutesLeft(until: string): number {
  const reload = useReloadSession()
  const [now, setNow] = useState(Date.now)
  const end = new Date(until).getTime()
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), 15_000)
    // A moment later than the server's own clock, which decides.
    const ending = setTimeout(() => void reload().catch(() => undefined), Math.max(0, end - Date.now()) + 1_000)
    return () => {
      clearInterval(ticking)
      clearTimeout(ending)
    }
  }, [end, reload])
  return Math.max(1, Math.ceil((end - now) / 60_000))
}
