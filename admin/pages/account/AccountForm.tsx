import { Alert, Button, Form, type ButtonProps } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { explain } from '../signIn/explain.ts'

interface Props<T> {
  submit: string
  onSubmit: (values: T) => Promise<void>
  initialValues?: Partial<T>
  /** Of the button, e.g. `{ danger: true }`. */
  button?: ButtonProps
  /** Stands beside the button. */
  aside?: ReactNode
  children?: ReactNode
}

/** The one form of the account: sends once, empties itself, and says what was refused under the field it is about. */
export function AccountForm<T extends object>({ submit, onSubmit, initialValues, button, aside, children }: Props<T>) {
  const [form] = Form.useForm<T>()
  // Two forms on a page may ask for the same field: labels find theirs by it.
  const name = useId()
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string>()

  const send = async (values: T) => {
    setBusy(true)
    setFailure(undefined)
    try {
      await onSubmit(values)
      form.resetFields()
    } catch (error) {
      const { message, fields } = explain(error, Object.keys(values))
      const wrong = Object.entries(fields).map(([name, words]) => ({ name, errors: [words] }))
      form.setFields(wrong as Parameters<typeof form.setFields>[0])
      if (wrong[0]) form.scrollToField(wrong[0].name, { focus: true, block: 'center' })
      setFailure(message)
    }
    setBusy(false)
  }

  return (
    <Form
      form={form}
      name={name}
      layout="vertical"
      requiredMark={false}
      scrollToFirstError={{ focus: true, block: 'center' }}
      validateTrigger="onBlur"
      initialValues={initialValues}
      onFinish={(values) => void send(values)}
      aria-busy={isBusy}
    >
      {children}
      {failure && <Alert className="account-alert" type="error" showIcon message={failure} role="alert" />}
      <div className="account-actions">
        <Button htmlType="submit" type="primary" loading={isBusy} {...button}>
          {submit}
        </Button>
        {aside}
      </div>
    </Form>
  )
}
