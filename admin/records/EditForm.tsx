import { useNotification, useUpdate, type HttpError } from '@refinedev/core'
import { Form } from 'antd'
import { lazy, Suspense, useCallback, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Definition } from '../../server/resources/define.ts'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { useTitle } from '../frame/useTitle.ts'
import { showPath } from '../paths.ts'
import { ApiError } from '../providers/http.ts'
import { t } from '../providers/i18n.ts'
import { resourceName } from '../words.ts'
import { changesOf, valuesOf, type FormValues } from './formValues.ts'
import { Meanwhile } from './Meanwhile.tsx'
import { titleOf, type RecordData } from './record.ts'
import { RecordForm } from './RecordForm.tsx'
import { useFormFailure } from './useFormFailure.ts'
import { useMeanwhile } from './useMeanwhile.ts'
import { useUnsavedGuard } from './useUnsavedGuard.ts'

const ConflictDialog = lazy(async () => ({ default: (await import('./ConflictDialog.tsx')).ConflictDialog }))

interface Props {
  definition: Definition
  /** As it is now, on the server; it may change while the form is open. */
  record: RecordData
  /** It is not there any more. */
  isGone: boolean
}

/** Sends only what changed, on top of the version it was read at; when somebody was faster, both sides are shown. */
export function EditForm({ definition, record, isGone }: Props) {
  const navigate = useNavigate()
  const { organization } = useOrganization()
  const { open } = useNotification()
  const [form] = Form.useForm<FormValues>()
  // The record as it was when typing began; later refetches must not move the ground under the form.
  const [base, setBase] = useState(record)
  const [isDirty, setDirty] = useState(false)
  const [theirs, setTheirs] = useState<RecordData>()
  const failure = useFormFailure(definition, form)
  const leave = useUnsavedGuard(isDirty)
  const { mutateAsync, mutation } = useUpdate<RecordData, HttpError, FormValues>()
  const title = titleOf(definition, base)
  const back = showPath(organization.slug, definition.name, base.id)
  useTitle(t('form.editTitle', { title }), resourceName(definition))

  const current = () => form.getFieldsValue(true) as FormValues
  const isSaving = mutation.isPending || mutation.isSuccess
  const takeOver = useCallback(
    (now: RecordData) => {
      form.setFields(fieldsOf(valuesOf(definition, now)))
      setBase(now)
    },
    [definition, form],
  )
  const meanwhile = useMeanwhile({ base, record, isGone, isDirty, isSaving, takeOver })

  const save = async (onto: RecordData): Promise<boolean> => {
    failure.clear()
    const changes = changesOf(definition, onto, current())
    try {
      if (Object.keys(changes).length > 0) {
        await mutateAsync({
          resource: definition.name,
          id: onto.id,
          values: changes,
          meta: { headers: { 'If-Match': `"${onto.version}"` } },
          successNotification: false,
          errorNotification: false,
        })
        open?.({ key: 'saved', type: 'success', message: t('form.saved', { title }) })
      }
      leave()
      void navigate(back, { replace: true })
      return true
    } catch (error) {
      const moved = error instanceof ApiError && error.statusCode === 409 ? error.problem?.current : undefined
      if (moved && !(error as ApiError).errors) setTheirs(moved as RecordData)
      else failure.report(error)
      return false
    }
  }

  const resolve = (values: FormValues) => {
    if (!theirs) return
    form.setFields(fieldsOf(values))
    setBase(theirs)
    setTheirs(undefined)
    void save(theirs)
  }

  return (
    <>
      <RecordForm
        definition={definition}
        form={form}
        title={t('form.editTitle', { title })}
        isNew={false}
        record={base}
        initialValues={valuesOf(definition, base)}
        isSaving={mutation.isPending}
        failure={failure.failure}
        notice={
          meanwhile.what && (
            <Meanwhile
              what={meanwhile.what}
              definition={definition}
              record={record}
              isForm
              onShow={meanwhile.what === 'changed' ? () => setTheirs(record) : undefined}
              onClose={meanwhile.what === 'updated' ? meanwhile.dismiss : undefined}
            />
          )
        }
        saveLabel={t('actions.save')}
        onValuesChange={() => setDirty(Object.keys(changesOf(definition, base, current())).length > 0)}
        onSave={() => save(base)}
        onCancel={() => void navigate(back)}
      />
      {theirs && (
        <Suspense>
          <ConflictDialog
            definition={definition}
            base={base}
            mine={changesOf(definition, base, current())}
            theirs={theirs}
            onResolve={resolve}
            onClose={() => setTheirs(undefined)}
          />
        </Suspense>
      )}
    </>
  )
}

const fieldsOf = (values: FormValues) => Object.entries(values).map(([name, value]) => ({ name, value }))
