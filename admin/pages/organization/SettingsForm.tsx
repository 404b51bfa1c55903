import { useNotification } from '@refinedev/core'
import { Alert, Button, Form } from 'antd'
import { useState } from 'react'
import { useReloadSession } from '../../frame/SessionContext.ts'
import { useKeys } from '../../frame/useKeys.ts'
import { ApiError } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import { useUnsavedGuard } from '../../records/useUnsavedGuard.ts'
import { SettingsFields } from './SettingsFields.tsx'
import { changesOf, valuesOf, type OrganizationRecord, type SettingsValues } from './settingsValues.ts'
import { useOrganizationCall } from './useOrganizationCall.ts'

interface Props {
  record: OrganizationRecord
  /** Fetches the organization anew and starts over with it. */
  onReload: () => void
}

/** Name, address and settings under one Save, on top of the version they were read at. */
export function SettingsForm({ record, onReload }: Props) {
  const [form] = Form.useForm<SettingsValues>()
  const [base, setBase] = useState(record)
  const [isDirty, setDirty] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<{ message: string; isConflict: boolean }>()
  const call = useOrganizationCall()
  const reloadSession = useReloadSession()
  const { open } = useNotification()
  const leave = useUnsavedGuard(isDirty)
  const before = valuesOf(base)
  const current = () => form.getFieldsValue(true) as SettingsValues
  useKeys({ 'mod+s': form.submit })

  const save = async () => {
    setBusy(true)
    setFailure(undefined)
    try {
      const body = changesOf(before, current())
      const headers = { 'If-Match': `"${base.version}"` }
      const saved = await call<OrganizationRecord>(`/api/organizations/${base.id}`, { method: 'PATCH', body, headers })
      setBase(saved)
      setDirty(false)
      open?.({ key: 'saved', type: 'success', message: t('form.saved', { title: saved.name }) })
      // A new address is followed by the frame as soon as the session tells of it.
      leave()
      await reloadSession()
    } catch (error) {
      setFailure(failureOf(error))
      showUnderFields(error)
    }
    setBusy(false)
  }
  const showUnderFields = (error: unknown) => {
    const errors = error instanceof ApiError ? (error.errors ?? {}) : {}
    for (const name of ['name', 'slug'] as const) {
      if (errors[name]) form.setFields([{ name, errors: [errors[name]].flat().map(String) }])
    }
  }

  return (
    <Form<SettingsValues>
      form={form}
      layout="vertical"
      requiredMark={false}
      className="settings-form"
      initialValues={before}
      onValuesChange={() => setDirty(Object.keys(changesOf(before, current())).length > 0)}
      onFinish={() => void save()}
    >
      <header className="head head-sticky">
        <h1>{t('organization.pages.settings')}</h1>
        <div className="head-actions">
          {isDirty && <span className="quiet">{t('settings.unsaved')}</span>}
          <Button type="primary" htmlType="submit" disabled={!isDirty} loading={isBusy}>
            {t('actions.save')}
          </Button>
        </div>
      </header>
      {failure && (
        <Alert
          className="failure"
          type="error"
          showIcon
          role="alert"
          message={failure.message}
          action={
            failure.isConflict && (
              <Button size="small" onClick={onReload}>
                {t('settings.showTheirs')}
              </Button>
            )
          }
        />
      )}
      <SettingsFields base={base} />
    </Form>
  )
}

function failureOf(error: unknown): { message: string; isConflict: boolean } {
  const isConflict = error instanceof ApiError && error.statusCode === 409 && error.errors === undefined
  if (isConflict) return { message: t('settings.conflict'), isConflict }
  return { message: (error as Error).message, isConflict }
}
