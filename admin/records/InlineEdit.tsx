import { EditOutlined } from '@ant-design/icons'
import { Button, Form } from 'antd'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { Definition } from '../../server/resources/define.ts'
import { fieldOf } from '../../server/resources/fields.ts'
import { t } from '../providers/i18n.ts'
import { fieldName } from '../words.ts'
import { changesOf, valuesOf, type FormValues } from './formValues.ts'
import { FieldInput } from './inputs/FieldInput.tsx'
import type { RecordData } from './record.ts'
import { rulesFor } from './rules.ts'
import { useFormFailure } from './useFormFailure.ts'
import { useSaveOnto } from './useSaveOnto.tsx'

interface Props {
  definition: Definition
  field: string
  record: RecordData
  children: ReactNode
}

/** A field's value that can be edited where it stands: a pencil beside it, Enter saves, Escape leaves it as it was. */
export function InlineEdit(props: Props) {
  const { definition, field, record, children } = props
  const [isEditing, setEditing] = useState(false)
  const pencil = useRef<HTMLButtonElement>(null)
  const close = () => {
    setEditing(false)
    // The focus returns to where it came from.
    setTimeout(() => pencil.current?.focus())
  }
  if (isEditing) return <FieldForm {...props} onClose={close} />
  if (!canEdit(definition, field, record)) return <>{children}</>
  return (
    <span className="inline-value">
      {children}
      <Button
        ref={pencil}
        type="text"
        size="small"
        className="inline-pencil"
        icon={<EditOutlined aria-hidden />}
        aria-label={t('record.editField', { name: fieldName(definition, field) })}
        onClick={() => setEditing(true)}
      />
    </span>
  )
}

/** What moves in steps has its own buttons; what a hook derives is not typed. */
function canEdit(definition: Definition, field: string, record: RecordData): boolean {
  const { readOnly, system } = fieldOf(definition, field)
  return record._can?.edit === true && !readOnly && !system && field !== definition.steps?.field
}

function FieldForm({ definition, field: name, record, onClose }: Props & { onClose: () => void }) {
  const [form] = Form.useForm<FormValues>()
  const box = useRef<HTMLDivElement>(null)
  // The record as it was when editing began: a live refetch must not move the ground under it.
  const [base, setBase] = useState(record)
  const failure = useFormFailure(definition, form)
  const { save, isSaving, dialog } = useSaveOnto({
    definition,
    form,
    onRebase: setBase,
    onSaved: onClose,
    onFailure: failure.report,
  })
  const field = fieldOf(definition, name)
  useEffect(() => box.current?.querySelector<HTMLElement>('input, textarea, button[role="switch"]')?.focus(), [])

  const submit = () => {
    if (isSaving) return
    failure.clear()
    const values = { ...valuesOf(definition, base), [name]: form.getFieldValue(name) as unknown }
    void save(base, changesOf(definition, base, values))
  }
  return (
    <>
      <div
        ref={box}
        className="inline-form"
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'Escape' && !dialog) onClose()
        }}
      >
        <Form form={form} name={`inline-${name}`} initialValues={{ [name]: base[name] ?? undefined }} onFinish={submit}>
          <Form.Item
            name={name}
            rules={rulesFor(definition, field, false)}
            help={failure.failure}
            validateStatus={failure.failure ? 'error' : undefined}
          >
            <FieldInput aria-label={fieldName(definition, name)} definition={definition} field={field} record={base} />
          </Form.Item>
          <Button size="small" type="primary" htmlType="submit" loading={isSaving}>
            {t('actions.save')}
          </Button>
          <Button size="small" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
        </Form>
      </div>
      {dialog}
    </>
  )
}
