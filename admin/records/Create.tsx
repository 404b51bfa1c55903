import { useCreate, useNotification } from '@refinedev/core'
import { Form } from 'antd'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import type { Definition } from '../../server/resources/define.ts'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { useTitle } from '../frame/useTitle.ts'
import { lastListPath, showPath } from '../paths.ts'
import { t } from '../providers/i18n.ts'
import { lower, recordName, resourceName } from '../words.ts'
import { creationOf, defaultValues, isSame, type FormValues } from './formValues.ts'
import { prefilled } from './prefill.ts'
import { titleOf, type RecordData } from './record.ts'
import { RecordForm } from './RecordForm.tsx'
import './records.css'
import { useFormFailure } from './useFormFailure.ts'
import { useIdempotencyKey } from './useIdempotencyKey.ts'
import { useUnsavedGuard } from './useUnsavedGuard.ts'

/** A new record of any resource; its address may fill in fields, see `prefilled`. */
export function Create({ definition }: { definition: Definition }) {
  const navigate = useNavigate()
  const { organization, memberId } = useOrganization()
  const [query] = useSearchParams()
  const { open } = useNotification()
  const [form] = Form.useForm<FormValues>()
  const [isDirty, setDirty] = useState(false)
  const failure = useFormFailure(definition, form)
  const leave = useUnsavedGuard(isDirty)
  const { mutateAsync, mutation } = useCreate<RecordData>()
  const keyFor = useIdempotencyKey()
  const title = t('form.newTitle', { name: lower(recordName(definition)) })
  useTitle(title, resourceName(definition))

  const save = async (values: FormValues): Promise<boolean> => {
    failure.clear()
    const body = creationOf(definition, values)
    try {
      const { data } = await mutateAsync({
        resource: definition.name,
        values: body,
        meta: { headers: { 'Idempotency-Key': keyFor(body) } },
        successNotification: false,
        errorNotification: false,
      })
      leave()
      open?.({ key: 'saved', type: 'success', message: t('form.created', { title: titleOf(definition, data) }) })
      void navigate(showPath(organization.slug, definition.name, data.id), { replace: true })
      return true
    } catch (error) {
      failure.report(error)
      return false
    }
  }

  const start = { ...defaultValues(definition), ...prefilled(definition, query, memberId) }
  return (
    <RecordForm
      definition={definition}
      form={form}
      title={title}
      isNew
      initialValues={start}
      isSaving={mutation.isPending}
      failure={failure.failure}
      saveLabel={t('form.create', { name: lower(recordName(definition)) })}
      onValuesChange={() =>
        setDirty(
          !isSame(creationOf(definition, form.getFieldsValue(true) as FormValues), creationOf(definition, start)),
        )
      }
      onSave={save}
      onCancel={() => void navigate(lastListPath(organization.slug, definition.name))}
    />
  )
}
