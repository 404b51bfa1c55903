import { Input } from 'antd'
import { useState, type KeyboardEvent } from 'react'
import type { Field } from '../../../server/resources/fields.ts'
import { writeNumber } from '../../format.ts'
import type { InputProps } from './FieldInput.tsx'
import { readNumber } from './readNumber.ts'

/** What stands in a number field: a number, nothing, or the text that is no number. */
export type NumberValue = number | string | null

interface Props extends Omit<InputProps, 'value' | 'onChange'> {
  field: Field
  value?: NumberValue
  onChange?: (value: NumberValue) => void
  placeholder?: string
  autoFocus?: boolean
  'aria-label'?: string
}

/** A number with its unit inside the field. It is set apart in thousands when left; what is no number stays as typed. */
export function NumberInput({ field, value = null, onChange, ...rest }: Props) {
  const [typed, setTyped] = useState<string>()
  const isTyping = typed !== undefined && readNumber(field, typed) === value
  const take = (text: string) => {
    setTyped(text)
    onChange?.(readNumber(field, text))
  }
  return (
    <Input
      {...rest}
      className="number-input full-width"
      inputMode={field.kind === 'integer' && (field.min ?? -1) >= 0 ? 'numeric' : 'decimal'}
      autoComplete="off"
      status={typeof value === 'string' ? 'error' : undefined}
      aria-invalid={rest['aria-invalid'] ?? typeof value === 'string'}
      value={isTyping ? typed : shown(field, value)}
      onChange={(event) => take(event.target.value)}
      onBlur={() => setTyped(undefined)}
      onKeyDown={(event) => {
        const next = field.kind === 'integer' ? stepped(field, value, event) : undefined
        if (next === undefined) return
        event.preventDefault()
        take(String(next))
      }}
      suffix={field.unit && <span className="quiet">{field.unit}</span>}
    />
  )
}

const shown = (field: Field, value: NumberValue) =>
  typeof value === 'number' ? writeNumber(field, value) : (value ?? '')

/** The arrow keys count whole numbers up and down. */
function stepped({ min = -Infinity, max = Infinity }: Field, value: NumberValue, { key }: KeyboardEvent) {
  if ((key !== 'ArrowUp' && key !== 'ArrowDown') || typeof value === 'string') return undefined
  const next = value === null ? Math.max(0, min) : value + (key === 'ArrowUp' ? 1 : -1)
  return Math.min(max, Math.max(min, next))
}
