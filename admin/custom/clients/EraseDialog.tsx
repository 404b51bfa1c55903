import { useInvalidate, useNotification } from '@refinedev/core'
import { Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Definition } from '../../../server/resources/define.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { focusOnOpen } from '../../frame/focusOnOpen.ts'
import { lastListPath } from '../../paths.ts'
import { send } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import { titleOf, type RecordData } from '../../records/record.ts'

interface Props {
  definition: Definition
  record: RecordData
  onClose: () => void
}

/** Erases a person's data once their name was typed; says first what goes and what stays. */
export function EraseDialog({ definition, record, onClose }: Props) {
  const { organization } = useOrganization()
  const navigate = useNavigate()
  const { open } = useNotification()
  const invalidate = useInvalidate()
  const [typed, setTyped] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()
  const inputId = useId()
  const title = titleOf(definition, record)

  const erase = async () => {
    setBusy(true)
    setFailure(undefined)
    try {
      const body = { confirmName: typed }
      await send(`/api/clients/${record.id}/erase`, { method: 'POST', body, organizationId: organization.id })
      open?.({ key: 'erased', type: 'success', message: t('clients.erased'), description: t('clients.erasedBody') })
      void navigate(lastListPath(organization.slug, definition.name), { replace: true })
      await invalidate({ invalidates: ['all'] })
    } catch (error) {
      setFailure((error as Error).message)
      setBusy(false)
    }
  }

  return (
    <Modal
      open
      title={t('clients.eraseTitle', { title })}
      okText={t('clients.eraseOk')}
      okButtonProps={{ danger: true, disabled: typed.trim() !== title }}
      cancelText={t('actions.cancel')}
      confirmLoading={isBusy}
      afterOpenChange={focusOnOpen(inputId)}
      onOk={() => void erase()}
      onCancel={onClose}
    >
      <p>{t('clients.eraseBody')}</p>
      <h3 className="erase-heading">{t('clients.eraseGoes')}</h3>
      <ul>
        <li>{t('clients.eraseGoesFacts')}</li>
        <li>{t('clients.eraseGoesTexts')}</li>
        <li>{t('clients.eraseGoesTraces')}</li>
      </ul>
      <h3 className="erase-heading">{t('clients.eraseStays')}</h3>
      <ul>
        <li>{t('clients.eraseStaysRecords')}</li>
        <li>{t('clients.eraseStaysShared')}</li>
        <li>{t('clients.eraseStaysOutside')}</li>
      </ul>
      <label htmlFor={inputId}>{t('clients.eraseName', { title })}</label>
      <Input
        id={inputId}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={() => typed.trim() === title && !isBusy && void erase()}
      />
      {failure && (
        <p role="alert" className="field-error">
          {failure}
        </p>
      )}
    </Modal>
  )
}
