import { createContext, use, useEffect, useMemo, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { explain, type Failure } from './explain.ts'

interface FormState {
  errors: Record<string, string>
  /** Takes a field's error away, once something else is typed. */
  clear: (name: string) => void
}

const FormContext = createContext<FormState>({ errors: {}, clear: () => {} })

/** What is wrong with a field of the form around, and how to say that it changed. */
export const useFieldError = (name: string) => {
  const { errors, clear } = use(FormContext)
  return { error: errors[name], clear: () => clear(name) }
}

interface Props {
  submit: string
  /** The button's words while the call is under way. */
  busy?: string
  /** Resolves when done; what it throws is explained here. */
  onSubmit: (values: Record<string, string>) => Promise<void>
  /** Words of its own for what went wrong; undefined leaves it to the general ones. */
  explainFirst?: (error: unknown) => Failure | undefined
  onFailure?: (failure: Failure) => void
  children?: ReactNode
}

/** The one form of the light pages: sends once, says what is wrong where it is wrong, and puts the focus there. */
export function Form({ submit, busy, onSubmit, explainFirst, onFailure, children }: Props) {
  const [failure, setFailure] = useState<Failure>({ fields: {} })
  const [isBusy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const state = useMemo(
    () => ({
      errors: failure.fields,
      clear: (name: string) => setFailure(({ fields, ...rest }) => ({ ...rest, fields: without(fields, name) })),
    }),
    [failure.fields],
  )

  // After each answer, not while its words are taken away by typing.
  const latest = useRef(failure)
  useEffect(() => {
    latest.current = failure
  })
  useEffect(() => {
    const wrong = form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')
    const secret = latest.current.message ? form.current?.querySelector<HTMLInputElement>('[data-secret]') : undefined
    ;(wrong ?? secret)?.focus()
    if (!wrong) secret?.select()
  }, [isBusy])

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isBusy) return
    const entries = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)] as const)
    setBusy(true)
    setFailure({ fields: {} })
    try {
      await onSubmit(Object.fromEntries(entries))
    } catch (error) {
      const names = entries.map(([name]) => name)
      const explained = explainFirst?.(error) ?? explain(error, names)
      setFailure(explained)
      onFailure?.(explained)
    }
    setBusy(false)
  }

  return (
    <form ref={form} className="light-form" onSubmit={(event) => void send(event)} aria-busy={isBusy}>
      <FormContext value={state}>{children}</FormContext>
      {failure.message && (
        <p className="form-error" role="alert">
          {failure.message}
        </p>
      )}
      <button className="primary-button" type="submit" disabled={isBusy}>
        {isBusy ? (busy ?? submit) : submit}
      </button>
    </form>
  )
}

function without(fields: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([other]) => other !== name))
}
