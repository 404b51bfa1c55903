import { CopyOutlined } from '@ant-design/icons'
import { Alert, Button, Modal } from 'antd'
import { formatInstant } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import { useCopy } from '../organization/useCopy.ts'

interface Props {
  name: string
  secret: string
  /** Until when the one before signs too. */
  formerUntil?: string
  onClose: () => void
}

const example = `import { Webhook } from 'standardwebhooks'

// body: the raw text as it arrived, before any parsing
const event = new Webhook(process.env.OIKION_WEBHOOK_SECRET).verify(body, request.headers)`

/** The secret of an endpoint, which nobody will see again, and how its receiver checks signatures. */
export function WebhookSecret({ name, secret, formerUntil, onClose }: Props) {
  const copy = useCopy()
  return (
    <Modal
      open
      width={680}
      title={t('webhooks.secretOf', { name })}
      maskClosable={false}
      keyboard={false}
      onCancel={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('tokens.kept')}
        </Button>
      }
    >
      <Alert className="failure" type="warning" showIcon message={t('webhooks.onlyNow')} />
      {formerUntil && <p>{t('webhooks.formerUntil', { when: formatInstant(formerUntil) })}</p>}
      <h3 className="code-title">{t('webhooks.secret')}</h3>
      <div className="code-box">
        <code data-testid="webhook-secret">{secret}</code>
        <Button autoFocus icon={<CopyOutlined aria-hidden />} onClick={() => void copy(secret, t('webhooks.secret'))}>
          {t('tokens.copy')}
        </Button>
      </div>
      <h3 className="code-title">{t('webhooks.verify')}</h3>
      <p>
        {t('webhooks.verifyHint')}{' '}
        <a href="https://www.standardwebhooks.com/" target="_blank" rel="noreferrer">
          standardwebhooks.com
        </a>
      </p>
      <div className="code-box">
        <pre>{example}</pre>
        <Button
          icon={<CopyOutlined aria-hidden />}
          aria-label={t('tokens.copyExample')}
          onClick={() => void copy(example, t('tokens.example'))}
        />
      </div>
    </Modal>
  )
}
