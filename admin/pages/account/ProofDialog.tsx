import { Button, Modal } from 'antd'
import { useRef } from 'react'
import { t } from '../../providers/i18n.ts'
import { AccountForm } from './AccountForm.tsx'
import { CurrentPassword } from './PasswordItems.tsx'

/** The body of a call that wants to know that it is the person. */
export interface Proof {
  password?: string
}

interface Props {
  title: string
  body: string
  submit: string
  isDanger?: boolean
  onProven: (proof: Proof) => Promise<void>
  onClose: () => void
}

/** Asks for the password before something that changes how one signs in. */
export function ProofDialog({ title, body, submit, isDanger, onProven, onClose }: Props) {
  const content = useRef<HTMLDivElement>(null)
  // Not by `autoFocus`: the dialog takes the focus itself when it opens.
  const focus = (isOpen: boolean) => {
    if (isOpen) content.current?.querySelector<HTMLInputElement>('input[type="password"]')?.focus()
  }
  return (
    <Modal open title={title} footer={null} width={420} onCancel={onClose} afterOpenChange={focus} destroyOnHidden>
      <div ref={content}>
        <p>{body}</p>
        <AccountForm<Proof>
          submit={submit}
          button={{ danger: isDanger }}
          aside={<Button onClick={onClose}>{t('actions.cancel')}</Button>}
          onSubmit={async (proof) => {
            await onProven(proof)
            onClose()
          }}
        >
          <CurrentPassword />
        </AccountForm>
      </div>
    </Modal>
  )
}
