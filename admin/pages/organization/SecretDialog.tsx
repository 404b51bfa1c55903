import { CopyOutlined } from '@ant-design/icons'
import { Alert, Button, Modal } from 'antd'
import type { ReactNode } from 'react'
import { t } from '../../providers/i18n.ts'
import { useCopy } from './useCopy.ts'

interface Props {
  title: string
  width: number
  warning: string
  secret: { label: string; value: string; testId: string }
  /** What is to be known of the secret besides. */
  note?: ReactNode
  /** How it is used; `hint` stands above it. */
  example: { label: string; text: string; hint?: ReactNode }
  onClose: () => void
}

/** A secret just made, which nobody will see again, and how it is used. It is closed by its button only, as by then it is kept. */
export function SecretDialog({ title, width, warning, secret, note, example, onClose }: Props) {
  const copy = useCopy()
  return (
    <Modal
      open
      width={width}
      title={title}
      maskClosable={false}
      keyboard={false}
      onCancel={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('tokens.kept')}
        </Button>
      }
    >
      <Alert className="failure" type="warning" showIcon message={warning} />
      {note}
      <h3 className="code-title">{secret.label}</h3>
      <div className="code-box">
        <code data-testid={secret.testId}>{secret.value}</code>
        <Button autoFocus icon={<CopyOutlined aria-hidden />} onClick={() => void copy(secret.value, secret.label)}>
          {t('tokens.copy')}
        </Button>
      </div>
      <h3 className="code-title">{example.label}</h3>
      {example.hint}
      <div className="code-box">
        <pre>{example.text}</pre>
        <Button
          icon={<CopyOutlined aria-hidden />}
          aria-label={t('tokens.copyExample')}
          onClick={() => void copy(example.text, t('tokens.example'))}
        />
      </div>
    </Modal>
  )
}
