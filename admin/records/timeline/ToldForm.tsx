import { useCreate, useInvalidate } from '@refinedev/core'
import { Alert, Button, Form } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Definition } from '../../../server/resources/define.ts'
import { fieldOf } from '../../../server/resources/fields.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { t } from '../../providers/i18n.ts'
import { custom } from '../../custom/index.ts'
import { fieldName, lower, recordName } from '../../words.ts'
import { changesOf, creationOf, defaultValues, isSame, valuesOf, type FormValues } from '../formValues.ts'
import { FieldInput } from '../inputs/FieldInput.tsx'
import { isPlainEscape } from '../plainEscape.ts'
import type { RecordData } from '../record.ts'
import { rulesFor } from '../rules.ts'
import { useFormFailure } from '../useFormFailure.ts'
import { useIdempotencyKey } from '../useIdempotencyKey.ts'
import { useSaveOnto } from '../useSaveOnto.tsx'
import { useLeaveQuestion, useUnsavedGuard } from '../useUnsavedGuard.ts'
import { MentionInput } from './MentionInput.tsx'
import { fieldTo } from './told.ts'

interface Props {
  definition: Definition
  about: Definition
  /** Of the record that a new one is about. */
  aboutId?: string
  /** The one to edit; none makes a new one. */
  record?: RecordData
  onDone: () => void
}

/** The short form of what is said or done about a record: on its page, without leaving it. */
export function ToldForm({ definition, about, aboutId, record, onDone }: Props) {
  const membership = useOrganization()
  const [form] = Form.useForm<FormValues>()
  const box = useRef<HTMLDivElement>(null)
  // The record as it was when editing began: a live refetch must not move the ground under it.
  const [base, setBase] = useState(record)
  const [start] = useState<FormValues>(() =>
    record
      ? valuesOf(definition, record)
      : { ...defaultValues(definition), ...custom[definition.name]?.startValues?.(membership) },
  )
  const failure = useFormFailure(definition, form)
  const here = fieldTo(definition, about)
  const changed = (values: FormValues) =>
    base ? changesOf(definition, base, { ...valuesOf(definition, base), ...values }) : creationOf(definition, values)
  const isDirty = Form.useWatch((typed: FormValues) => {
    const values = { ...start, ...typed }
    return base ? Object.keys(changed(values)).length > 0 : !isSame(changed(values), changed(start))
  }, form)
  const leave = useUnsavedGuard(isDirty ?? false)
  const ask = useLeaveQuestion()
  const { mutateAsync: create, mutation: creation } = useCreate<RecordData>()
  const keyFor = useIdempotencyKey()
  const invalidate = useInvalidate()
  useEffect(() => box.current?.querySelector<HTMLElement>('textarea, input')?.focus(), [])

  const saved = async () => {
    leave()
    const timeline = `${about.name}/${aboutId ?? String(record?.[here])}/timeline`
    // The form stays until what it changed is on screen: whoever edited again at once would edit what was there before.
    await Promise.all([
      invalidate({ resource: about.name, invalidates: ['list', 'detail'] }),
      invalidate({ resource: timeline, invalidates: ['list'] }),
    ])
    onDone()
  }
  const edit = useSaveOnto({ definition, form, onRebase: setBase, onSaved: saved, onFailure: failure.report })
  const isSaving = creation.isPending || edit.isSaving

  const save = async (values: FormValues) => {
    if (isSaving) return
    failure.clear()
    if (base) return edit.save(base, changed(values))
    const body = { ...changed(values), [here]: aboutId }
    try {
      await create({
        resource: definition.name,
        values: body,
        meta: { headers: { 'Idempotency-Key': keyFor(body) } },
        successNotification: false,
        errorNotification: false,
      })
    } catch (error) {
      failure.report(error)
      return
    }
    await saved()
  }
  const cancel = () => (isDirty ? void ask({ onOk: onDone }) : onDone())

  const names = custom[definition.name]?.shortForm ?? Object.keys(definition.fields)
  const fields = names.filter((name) => name !== here).map((name) => fieldOf(definition, name))
  return (
    <>
      <div ref={box} onKeyDown={(event) => isPlainEscape(event) && !edit.dialog && cancel()}>
        <Form<FormValues>
          form={form}
          layout="vertical"
          name={`told-${record?.id ?? definition.name}`}
          className="told-form"
          initialValues={start}
          onFinish={() => void save(form.getFieldsValue(true) as FormValues)}
        >
          {failure.failure && (
            <Alert className="failure" role="alert" type="error" showIcon message={failure.failure} />
          )}
          {fields.map((field) => (
            <Form.Item
              key={field.name}
              name={field.name}
              label={fieldName(definition, field.name)}
              rules={rulesFor(definition, field, !record)}
            >
              {field.name === definition.title && 'mentionIds' in definition.fields ? (
                <MentionInput
                  mentioned={(start['mentionIds'] as string[] | undefined) ?? []}
                  onMention={(ids) => form.setFieldValue('mentionIds', ids)}
                />
              ) : (
                <FieldInput definition={definition} field={field} record={base} />
              )}
            </Form.Item>
          ))}
          <div className="told-actions">
            <Button onClick={cancel}>{t('actions.cancel')}</Button>
            <Button type="primary" htmlType="submit" loading={isSaving}>
              {record ? t('actions.save') : t('timeline.save', { name: lower(recordName(definition)) })}
            </Button>
          </div>
        </Form>
      </div>
      {edit.dialog}
    </>
  )
}
