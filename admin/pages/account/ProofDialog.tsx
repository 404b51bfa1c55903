import { Modal } from 'antd'
import { t } from '../../providers/i18n.ts'
import { Button } from 'antd'
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
  return (
    <Modal open title={title} footer={null} width={420} onCancel={onClose} destroyOnHidden>
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
        <CurrentPassword isFocused />
      </AccountForm>
    </Modal>
  )
}
