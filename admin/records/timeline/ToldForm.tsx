import { useCreate, useInvalidate, useUpdate } from '@refinedev/core'
import { Alert, Button, Form } from 'antd'
import { useEffect, useRef } from 'react'
import type { Definition } from '../../../server/resources/define.ts'
import { fieldOf } from '../../../server/resources/fields.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { t } from '../../providers/i18n.ts'
import { custom } from '../../custom/index.ts'
import { fieldName, lower, recordName } from '../../words.ts'
import { changesOf, creationOf, defaultValues, valuesOf, type FormValues } from '../formValues.ts'
import { FieldInput } from '../inputs/FieldInput.tsx'
import { MentionInput } from './MentionInput.tsx'
import type { RecordData } from '../record.ts'
import { rulesFor } from '../rules.ts'
import { useFormFailure } from '../useFormFailure.ts'
import { useUnsavedGuard } from '../useUnsavedGuard.ts'
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
  const failure = useFormFailure(definition, form)
  const here = fieldTo(definition, about)
  const isDirty = Form.useWatch((values: FormValues) => Boolean(values[definition.title]), form) && !record
  const leave = useUnsavedGuard(isDirty)
  const { mutateAsync: create, mutation: creation } = useCreate<RecordData>()
  const { mutateAsync: update, mutation: change } = useUpdate<RecordData>()
  const invalidate = useInvalidate()
  useEffect(() => box.current?.querySelector<HTMLElement>('textarea, input')?.focus(), [])

  const save = async (values: FormValues) => {
    failure.clear()
    const quiet = { resource: definition.name, successNotification: false as const, errorNotification: false as const }
    try {
      if (record) {
        const meta = { headers: { 'If-Match': `"${record.version}"` } }
        await update({
          ...quiet,
          id: record.id,
          values: changesOf(definition, record, { ...valuesOf(definition, record), ...values }),
          meta,
        })
      } else {
        await create({ ...quiet, values: { ...creationOf(definition, values), [here]: aboutId } })
      }
    } catch (error) {
      failure.report(error)
      return
    }
    leave()
    await invalidate({ resource: about.name, invalidates: ['list', 'detail'] })
    onDone()
  }

  const start = record
    ? valuesOf(definition, record)
    : { ...defaultValues(definition), ...custom[definition.name]?.startValues?.(membership) }
  const names = custom[definition.name]?.shortForm ?? Object.keys(definition.fields)
  const fields = names.filter((name) => name !== here).map((name) => fieldOf(definition, name))
  return (
    <div ref={box} onKeyDown={(event) => event.key === 'Escape' && onDone()}>
      <Form<FormValues>
        form={form}
        layout="vertical"
        name={`told-${record?.id ?? definition.name}`}
        className="told-form"
        initialValues={start}
        onFinish={() => void save(form.getFieldsValue(true) as FormValues)}
      >
        {failure.failure && <Alert className="failure" role="alert" type="error" showIcon message={failure.failure} />}
        {fields.map((field) => (
          <Form.Item
            key={field.name}
            name={field.name}
            label={fieldName(definition, field.name)}
            rules={rulesFor(definition, field, !record)}
          >
            {field.name === definition.title && 'mentionIds' in definition.fields ? (
              <MentionInput onMention={(ids) => form.setFieldValue('mentionIds', ids)} />
            ) : (
              <FieldInput definition={definition} field={field} />
            )}
          </Form.Item>
        ))}
        <div className="told-actions">
          <Button onClick={onDone}>{t('actions.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={creation.isPending || change.isPending}>
            {record ? t('actions.save') : t('timeline.save', { name: lower(recordName(definition)) })}
          </Button>
        </div>
      </Form>
    </div>
  )
}
