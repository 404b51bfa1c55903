import { DatePicker } from 'antd'
import dayjs from './calendar.ts'
import type { InputProps } from './FieldInput.tsx'

interface Props extends InputProps {
  hasTime: boolean
  value?: string | null
}

/** A day or an instant; the value stays the server's text. */
export function DateInput({ hasTime, value, onChange, ...rest }: Props) {
  return (
    <DatePicker
      {...rest}
      className="full-width"
      aria-invalid={rest['aria-invalid'] === true || rest['aria-invalid'] === 'true'}
      showTime={hasTime && { format: 'HH:mm' }}
      format={hasTime ? 'DD/MM/YYYY HH:mm' : 'DD/MM/YYYY'}
      // Enter takes the day typed; it does not send the form.
      onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange?.(day ? (hasTime ? day.toISOString() : day.format('YYYY-MM-DD')) : null)}
    />
  )
}
