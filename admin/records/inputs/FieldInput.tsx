import { Input, Select, Switch } from 'antd'
import type { Definition } from '../../../server/resources/define.ts'
import type { Field } from '../../../server/resources/fields.ts'
import { countries } from './countries.ts'
import { choiceName } from '../../words.ts'
import type { RecordData } from '../record.ts'
import { DateInput } from './DateInput.tsx'
import { NumberInput, type NumberValue } from './NumberInput.tsx'
import { ReferenceSelect } from './ReferenceSelect.tsx'

/** What a form item hands to its input. */
export interface InputProps {
  id?: string
  value?: unknown
  onChange?: (value: unknown) => void
  'aria-required'?: boolean
  'aria-invalid'?: boolean | 'true' | 'false'
  'aria-describedby'?: string
}

interface Props extends InputProps {
  definition: Definition
  field: Field
  /** The record as editing began with it; none while one is made. */
  record?: RecordData
}

const isSelect = ({ kind, widget }: Field) =>
  kind === 'choice' || kind === 'choices' || kind === 'reference' || kind === 'texts' || widget === 'country'

/** Ant Design's select hands it on to an element where ARIA does not allow it. */
function withoutRequired({ 'aria-required': _required, ...rest }: InputProps): InputProps {
  return rest
}

/** The input that fits a field's kind and widget. Values go in and out as the server has them. */
export function FieldInput({ definition, field, record, value, onChange, ...given }: Props) {
  const rest = isSelect(field) ? withoutRequired(given) : given
  switch (field.kind) {
    case 'integer':
    case 'number':
    case 'money':
      return <NumberInput {...rest} field={field} value={value as NumberValue | undefined} onChange={onChange} />
    case 'boolean':
      return <Switch {...rest} checked={value === true} onChange={onChange} />
    case 'date':
    case 'datetime':
      return (
        <DateInput {...rest} hasTime={field.kind === 'datetime'} value={value as string | null} onChange={onChange} />
      )
    case 'reference':
      return (
        <ReferenceSelect
          {...rest}
          resource={field.reference ?? ''}
          value={value as string | null}
          title={record?.[field.name] === value ? record?._titles?.[field.name] : undefined}
          onChange={onChange}
        />
      )
    case 'choice':
      return (
        <Select
          {...rest}
          allowClear={field.nullable}
          showSearch
          optionFilterProp="label"
          value={value ?? undefined}
          onChange={(next: unknown) => onChange?.(next ?? null)}
          options={field.options?.map((option) => ({
            value: option,
            label: choiceName(definition, field.name, option),
          }))}
        />
      )
    case 'choices':
      return (
        <Select
          {...rest}
          mode="multiple"
          optionFilterProp="label"
          value={(value as string[] | undefined) ?? []}
          onChange={onChange}
          options={field.options?.map((option) => ({
            value: option,
            label: choiceName(definition, field.name, option),
          }))}
        />
      )
    case 'texts':
      return (
        <Select
          {...rest}
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={[',', ';']}
          value={(value as string[] | undefined) ?? []}
          onChange={onChange}
        />
      )
    case 'text':
      return <TextInput {...rest} field={field} value={value} onChange={onChange} />
  }
}

function TextInput({ field, value, onChange, ...rest }: InputProps & { field: Field }) {
  const text = (value as string | null | undefined) ?? ''
  switch (field.widget) {
    case 'textarea':
    case 'richtext':
      return (
        <Input.TextArea
          {...rest}
          value={text}
          onChange={(event) => onChange?.(event.target.value)}
          autoSize={{ minRows: field.widget === 'richtext' ? 5 : 2, maxRows: 16 }}
          count={{
            max: field.maxLength,
            show: ({ count }) => (count > (field.maxLength ?? Infinity) * 0.8 ? `${count} / ${field.maxLength}` : ''),
          }}
        />
      )
    case 'country':
      return (
        <Select
          {...rest}
          showSearch
          optionFilterProp="label"
          options={countries()}
          value={text || undefined}
          onChange={onChange}
        />
      )
    default:
      return (
        <Input
          {...rest}
          type={field.widget === 'email' ? 'email' : field.widget === 'phone' ? 'tel' : 'text'}
          autoComplete="off"
          value={text}
          onChange={(event) => onChange?.(event.target.value)}
        />
      )
  }
}
