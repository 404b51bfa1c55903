import { useCustom, useNotification } from '@refinedev/core'
import { Switch } from 'antd'
import { useState } from 'react'
import {
  noticeKinds,
  noticeWays,
  type NoticeKind,
  type NoticeSettings,
  type NoticeWay,
} from '../../server/resources/noticeKinds.ts'
import { useOrganizationCall } from '../pages/organization/useOrganizationCall.ts'
import { t } from '../providers/i18n.ts'
import { LoadError } from '../records/LoadError.tsx'
import { useOrganization } from './OrganizationContext.ts'

/** What reaches one: for each kind of notice, whether it stands in the inbox and whether it is mailed. Saved with each switch. */
export function NoticesSettings() {
  const { organization } = useOrganization()
  const { query } = useCustom<NoticeSettings>({ url: '/api/notices/settings', method: 'get', errorNotification: false })
  const call = useOrganizationCall()
  const { open } = useNotification()
  /** The switch on its way to the server. */
  const [saving, setSaving] = useState<string>()
  const settings = query.data?.data

  const choose = async (kind: NoticeKind, way: NoticeWay, isOn: boolean) => {
    setSaving(`${kind} ${way}`)
    try {
      await call('/api/notices/settings', { method: 'PATCH', body: { [kind]: { [way]: isOn } } })
      await query.refetch()
    } catch (error) {
      open?.({ type: 'error', message: t('notices.settings.failed'), description: (error as Error).message })
    }
    setSaving(undefined)
  }

  if (query.error) return <LoadError error={query.error} onRetry={() => void query.refetch()} />
  return (
    <div className="notices-settings">
      <p className="quiet">{t('notices.settings.body', { organization: organization.name })}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('notices.settings.kind')}</th>
            {noticeWays.map((way) => (
              <th key={way} scope="col">
                {t(`notices.settings.ways.${way}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {noticeKinds.map((kind) => (
            <tr key={kind}>
              <th scope="row">{t(`notices.settings.kinds.${kind}`)}</th>
              {noticeWays.map((way) => (
                <td key={way}>
                  <Switch
                    size="small"
                    disabled={!settings}
                    loading={!settings || saving === `${kind} ${way}`}
                    checked={settings?.[kind][way] ?? false}
                    aria-label={t('notices.settings.one', {
                      kind: t(`notices.settings.kinds.${kind}`),
                      way: t(`notices.settings.ways.${way}`),
                    })}
                    onChange={(isOn) => void choose(kind, way, isOn)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
