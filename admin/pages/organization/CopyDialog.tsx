import { Input, Modal } from 'antd'
import { t } from '../../providers/i18n.ts'

interface Props {
  title: string
  text: string
  onClose: () => void
}

/** A text to be copied by hand, where the browser keeps the clipboard from us. */
export function CopyDialog({ title, text, onClose }: Props) {
  return (
    <Modal open title={title} footer={null} onCancel={onClose}>
      <Input.TextArea
        readOnly
        autoSize
        autoFocus
        aria-label={title}
        value={text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p className="quiet">{t('organization.copyByHand')}</p>
    </Modal>
  )
}
