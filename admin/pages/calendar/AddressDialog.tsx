import { CopyOutlined } from '@ant-design/icons'
import { useCustom, useNotification } from '@refinedev/core'
import { Alert, Button, Modal } from 'antd'
import { useState } from 'react'
import { t } from '../../providers/i18n.ts'
import { LoadError } from '../../records/LoadError.tsx'
import { useCopy } from '../organization/useCopy.ts'
import { useOrganizationCall } from '../organization/useOrganizationCall.ts'

const url = '/api/calendar/address'

/** Makes, renews and revokes the secret address by which other programs read one's calendar. It is shown once. */
export function AddressDialog({ onClose }: { onClose: () => void }) {
  const { query } = useCustom<{ isSet: boolean }>({
    url,
    method: 'get',
    errorNotification: false,
    queryOptions: { staleTime: 0, gcTime: 0 },
  })
  const call = useOrganizationCall()
  const copy = useCopy()
  const { open } = useNotification()
  const [address, setAddress] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const isSet = query.data?.data.isSet === true

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    try {
      await work()
      await query.refetch()
    } catch (error) {
      open?.({ type: 'error', message: t('calendar.address.failed'), description: (error as Error).message })
    }
    setBusy(false)
  }
  const make = () =>
    attempt(async () => setAddress((await call<{ address: string }>(url, { method: 'POST', body: {} })).address))
  const revoke = () =>
    attempt(async () => {
      await call(url, { method: 'DELETE' })
      setAddress(undefined)
      open?.({ key: 'calendar-address', type: 'success', message: t('calendar.address.revoked') })
    })

  return (
    <Modal open width={560} title={t('calendar.address.title')} footer={null} onCancel={onClose}>
      <p>{t('calendar.address.body')}</p>
      <Alert type="warning" showIcon message={t('calendar.address.warning')} />
      {query.error && <LoadError error={query.error} onRetry={() => void query.refetch()} />}
      {address ? (
        <>
          <p className="calendar-address-note" role="status">
            {t('calendar.address.onlyNow')}
          </p>
          <div className="calendar-address">
            <code aria-label={t('calendar.address.label')} data-testid="calendar-address">
              {address}
            </code>
            <Button
              type="primary"
              icon={<CopyOutlined aria-hidden />}
              onClick={() => void copy(address, t('calendar.address.label'))}
            >
              {t('calendar.address.copy')}
            </Button>
          </div>
        </>
      ) : (
        <p className="calendar-address-note">{t(isSet ? 'calendar.address.isSet' : 'calendar.address.none')}</p>
      )}
      <div className="calendar-address-actions">
        {!address && (
          <Button type="primary" loading={isBusy} disabled={!query.data} onClick={() => void make()}>
            {t(isSet ? 'calendar.address.renew' : 'calendar.address.make')}
          </Button>
        )}
        {isSet && (
          <Button danger disabled={isBusy} onClick={() => void revoke()}>
            {t('calendar.address.revoke')}
          </Button>
        )}
      </div>
    </Modal>
  )
}
