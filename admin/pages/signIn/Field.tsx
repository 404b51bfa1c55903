import { useId, type ComponentProps, type ReactNode } from 'react'
import { useFieldError } from './Form.tsx'

interface Props extends ComponentProps<'input'> {
  name: string
  label: string
  hint?: ReactNode
  /** Its value is wrong as a whole when the form is: it takes the focus, selected. */
  isSecret?: boolean
  /** Stands in the input's line, e.g. a button. */
  aside?: ReactNode
}

/** One line of a form: label, input, and under it what is wrong or worth knowing. */
export function Field({ name, label, hint, isSecret, aside, ...input }: Props) {
  const id = useId()
  const { error, clear } = useFieldError(name)
  return (
    <div className="light-field">
      <label htmlFor={id}>{label}</label>
      <div className="light-input">
        <input
          {...input}
          id={id}
          name={name}
          data-secret={isSecret || undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={error || hint ? `${id}-words` : undefined}
          onChange={(event) => {
            clear()
            input.onChange?.(event)
          }}
        />
        {aside}
      </div>
      {(error || hint) && (
        <p id={`${id}-words`} className={error ? 'field-error' : 'field-hint'}>
          {error ?? hint}
        </p>
      )}
    </div>
  )
}
