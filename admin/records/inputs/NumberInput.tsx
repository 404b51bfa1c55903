import { InputNumber } from 'antd'
import type { Field } from '../../../server/resources/fields.ts'
import type { InputProps } from './FieldInput.tsx'

interface Props extends InputProps {
  field: Field
  value?: number | null
}

/** A number with its unit inside the field; money shows its thousands while typing. */
export function NumberInput({ field, value, onChange, ...rest }: Props) {
  const precision = field.kind === 'integer' ? 0 : undefined
  return (
    <InputNumber<number>
      {...rest}
      className="full-width figures"
      value={value}
      onChange={(next) => onChange?.(next)}
      precision={precision}
      controls={field.kind === 'integer'}
      suffix={field.unit && <span className="quiet">{field.unit}</span>}
      inputMode={precision === 0 ? 'numeric' : 'decimal'}
      formatter={field.kind === 'money' ? grouped : undefined}
      parser={field.kind === 'money' ? (text) => Number((text ?? '').replace(/[^\d.-]/g, '')) : undefined}
    />
  )
}

function grouped(value: number | string | undefined): string {
  const [whole = '', cents] = String(value ?? '').split('.')
  const spaced = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return cents === undefined ? spaced : `${spaced}.${cents}`
}
