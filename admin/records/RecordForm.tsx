import { Alert, Button, Form, type FormInstance } from 'antd'
import { useRef, useState, type ReactNode } from 'react'
import type { Definition } from '../../server/resources/define.ts'
import { fieldOf, type Field } from '../../server/resources/fields.ts'
import { useKeys } from '../frame/useKeys.ts'
import { t } from '../providers/i18n.ts'
import { fieldName } from '../words.ts'
import { fieldGroups } from './fieldGroups.ts'
import { FormPanels } from './FormPanels.tsx'
import type { FormValues } from './formValues.ts'
import { FieldInput } from './inputs/FieldInput.tsx'
import { isPlainEscape } from './plainEscape.ts'
import type { RecordData } from './record.ts'
import { rulesFor } from './rules.ts'

interface Props {
  definition: Definition
  form: FormInstance<FormValues>
  title: ReactNode
  isNew: boolean
  /** As editing began with it; none of a new one. */
  record?: RecordData
  initialValues: FormValues
  isSaving: boolean
  /** Why the last save failed, when no field is to blame. */
  failure?: string
  /** What there is to say of the record. */
  notice?: ReactNode
  saveLabel: string
  onValuesChange: () => void
  /** Tells whether it was saved, so that the page is being left and takes no second save. */
  onSave: (values: FormValues) => Promise<boolean>
  onCancel: () => void
}

/** The form of any resource, for new records and old. */
export function RecordForm(props: Props) {
  const { definition, form, isNew, isSaving, failure } = props
  const { submit, isBusy } = useOneAtATime(props)
  useKeys({ 'mod+s': () => form.submit(), Escape: props.onCancel })

  return (
    <Form<FormValues>
      form={form}
      layout="vertical"
      name="record"
      className="record-form"
      initialValues={props.initialValues}
      scrollToFirstError={{ focus: true, block: 'center' }}
      onValuesChange={props.onValuesChange}
      onFinish={() => void submit()}
      onKeyDown={(event) => isPlainEscape(event) && props.onCancel()}
    >
      <div className="head head-sticky">
        <h1>{props.title}</h1>
        <div className="head-actions">
          <Button onClick={props.onCancel}>{t('actions.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={isSaving || isBusy}>
            {props.saveLabel}
          </Button>
        </div>
      </div>
      {props.notice}
      <FormPanels definition={definition} form={form} recordId={props.record?.id} />
      {failure && <Alert className="failure" role="alert" type="error" showIcon message={failure} />}
      {fieldGroups(definition).map((group) => {
        const fields = group.fields.map((name) => fieldOf(definition, name)).filter((field) => !field.readOnly)
        if (fields.length === 0) return null
        return (
          <fieldset key={group.name} className="form-group">
            {group.title && <legend className="group-title">{group.title}</legend>}
            <div className="form-grid">
              {fields.map((field) => (
                <Form.Item
                  key={field.name}
                  className={`field-${widthOf(field)}`}
                  name={field.name}
                  label={fieldName(definition, field.name)}
                  rules={rulesFor(definition, field, isNew)}
                  extra={isNew && field.automatic ? t('form.automatic') : undefined}
                >
                  <FieldInput definition={definition} field={field} record={props.record} />
                </Form.Item>
              ))}
            </div>
          </fieldset>
        )
      })}
    </Form>
  )
}

/** A save waits for the one before it: a second press, or one while the next page is being fetched, does nothing. */
function useOneAtATime({ form, isSaving, onSave }: Props) {
  const isOn = useRef(false)
  const [isBusy, setBusy] = useState(false)
  const submit = async () => {
    if (isOn.current || isSaving) return
    isOn.current = true
    setBusy(true)
    isOn.current = await onSave(form.getFieldsValue(true) as FormValues)
    setBusy(isOn.current)
  }
  return { submit, isBusy }
}

/** A year is not as wide as a description. */
function widthOf(field: Field): 'small' | 'medium' | 'large' | 'full' {
  if (field.widget === 'richtext' || field.widget === 'textarea') return 'full'
  if (field.kind === 'integer' || field.kind === 'number' || field.kind === 'boolean') return 'small'
  if (field.kind === 'text' && (field.maxLength ?? 0) <= 20 && !field.widget) return 'small'
  if (field.kind === 'text' && (field.maxLength ?? 0) >= 200) return 'large'
  return 'medium'
}
