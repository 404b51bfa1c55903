import { EyeOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { roleName } from '../../frame/roleName.ts'
import { useReplaceSession } from '../../frame/SessionContext.ts'
import type { Session } from '../../providers/auth.ts'
import { t } from '../../providers/i18n.ts'
import { rankedRoles } from './abilities.ts'
import { useAttempt } from './useAttempt.ts'
import { useOrganizationCall } from './useOrganizationCall.ts'

/** Lets an owner look at the organization with a lower role's eyes. */
export function ViewAsChoice() {
  const { role: own } = useOrganization()
  const call = useOrganizationCall()
  const replace = useReplaceSession()
  const { isBusy, attempt } = useAttempt()
  const view = (role: string) =>
    attempt(t('viewAs.notStarted'), async () =>
      replace(await call<Session>('/api/view-as', { method: 'POST', body: { role } })),
    )
  return (
    <section className="panel view-as-choice">
      <h2>{t('viewAs.title')}</h2>
      <p className="quiet">{t('viewAs.body')}</p>
      <div className="presets">
        {rankedRoles
          .filter((role) => role !== own)
          .map((role) => (
            <Button key={role} icon={<EyeOutlined aria-hidden />} disabled={isBusy} onClick={() => void view(role)}>
              {t('viewAs.start', { role: roleName(role) })}
            </Button>
          ))}
      </div>
    </section>
  )
}
