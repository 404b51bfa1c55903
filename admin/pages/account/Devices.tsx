import { App, Button, Popconfirm, Skeleton } from 'antd'
import { useState } from 'react'
import { useTitle } from '../../frame/useTitle.ts'
import { formatInstant, formatRelative } from '../../format.ts'
import { send } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import '../../records/tags.css'
import { LoadError } from '../../records/LoadError.tsx'
import { explain } from '../signIn/explain.ts'
import { Section } from './Section.tsx'
import { useLoaded } from './useLoaded.ts'

interface Device {
  id: string
  /** «Chrome on Windows». */
  device: string
  /** Internet address it signed in from. */
  address: string
  signedInAt: string
  lastSeenAt: string
  isCurrent: boolean
}

const url = '/api/account/sessions'

/** `/account/devices`: where one is signed in, and ending it from afar. */
export function Devices() {
  const { data: devices, error, reload } = useLoaded<Device[]>(url)
  const [ending, setEnding] = useState<string>()
  const { notification } = App.useApp()
  useTitle(t('account.pages.devices'), t('account.title'))

  const end = async (id?: string) => {
    setEnding(id ?? 'all')
    try {
      await send(id ? `${url}/${id}` : url, { method: 'DELETE' })
      notification.success({
        message: t(id ? 'account.deviceEnded' : 'account.devicesEnded'),
        placement: 'bottomRight',
        role: 'status',
      })
    } catch (failure) {
      notification.error({ message: explain(failure).message, placement: 'bottomRight', role: 'alert' })
    }
    await reload()
    setEnding(undefined)
  }

  const sorted = devices?.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
  return (
    <Section title={t('account.devices')} body={t('account.devicesBody')}>
      {error && <LoadError error={error} onRetry={() => void reload()} />}
      {!devices && !error && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
      {sorted && (
        <ul className="devices">
          {sorted.map((device) => (
            <li key={device.id}>
              <DeviceFacts {...device} />
              {!device.isCurrent && (
                <Button
                  loading={ending === device.id}
                  aria-label={t('account.deviceEndLabel', { device: device.device })}
                  onClick={() => void end(device.id)}
                >
                  {t('account.deviceEnd')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {sorted && sorted.length > 1 && (
        <Popconfirm
          title={t('account.devicesEndTitle')}
          okText={t('account.devicesEnd')}
          cancelText={t('actions.cancel')}
          onConfirm={() => end()}
        >
          <Button danger loading={ending === 'all'}>
            {t('account.devicesEnd')}
          </Button>
        </Popconfirm>
      )}
      {sorted?.length === 1 && <p className="quiet">{t('account.devicesOnly')}</p>}
    </Section>
  )
}

function DeviceFacts({ device, address, signedInAt, lastSeenAt, isCurrent }: Device) {
  return (
    <div className="device">
      <strong>
        {device} {isCurrent && <span className="tag tag-green">{t('account.thisDevice')}</span>}
      </strong>
      <span className="quiet">
        {address} ·{' '}
        <span title={formatInstant(lastSeenAt)}>{t('account.lastSeen', { when: formatRelative(lastSeenAt) })}</span>
      </span>
      <span className="quiet">{t('account.signedIn', { when: formatInstant(signedInAt) })}</span>
    </div>
  )
}
