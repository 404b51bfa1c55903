import { Button, Form, Modal, Select } from 'antd'
import { useState } from 'react'
import type { Definition } from '../../server/resources/define.ts'
import { fieldOf, writableFields } from '../../server/resources/fields.ts'
import { t } from '../providers/i18n.ts'
import { fieldName } from '../words.ts'
import { toApiValue } from './formValues.ts'
import { FieldInput } from './inputs/FieldInput.tsx'
import { rulesFor } from './rules.ts'

interface Props {
  definition: Definition
  /** «38 properties». */
  what: string
  onApply: (changes: Record<string, unknown>) => Promise<boolean>
  onClose: () => void
}

/** Gives one field of all selected records the same value. */
export function BulkEdit({ definition, what, onApply, onClose }: Props) {
  const [form] = Form.useForm<{ value: unknown }>()
  const [name, setName] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const field = name === undefined ? undefined : fieldOf(definition, name)
  const options = writableFields(definition)
    .filter((each) => each.name !== definition.title)
    .map((each) => ({ value: each.name, label: fieldName(definition, each.name) }))

  const apply = async ({ value }: { value: unknown }) => {
    if (!field) return
    setBusy(true)
    if (await onApply({ [field.name]: toApiValue(field, value) })) onClose()
    setBusy(false)
  }

  return (
    <Modal open title={t('bulk.editTitle', { what })} footer={null} onCancel={onClose} destroyOnHidden>
      <Form form={form} layout="vertical" onFinish={(values) => void apply(values)}>
        <Form.Item label={t('bulk.field')} htmlFor="bulk-field">
          <Select
            id="bulk-field"
            showSearch
            optionFilterProp="label"
            options={options}
            value={name}
            onChange={(next: string) => {
              setName(next)
              form.resetFields()
            }}
          />
        </Form.Item>
        {field && (
          <Form.Item
            key={field.name}
            name="value"
            label={fieldName(definition, field.name)}
            rules={rulesFor(definition, field, false)}
            extra={field.nullable ? t('bulk.emptyClears') : undefined}
          >
            <FieldInput definition={definition} field={field} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" disabled={!field} loading={isBusy}>
          {t('bulk.apply', { what })}
        </Button>
      </Form>
    </Modal>
  )
}
