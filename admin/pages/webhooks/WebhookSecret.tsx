import { formatInstant } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import { SecretDialog } from '../organization/SecretDialog.tsx'

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

/** The secret of an endpoint, and how its receiver checks signatures. */
export function WebhookSecret({ name, secret, formerUntil, onClose }: Props) {
  const hint = (
    <p>
      {t('webhooks.verifyHint')}{' '}
      <a href="https://www.standardwebhooks.com/" target="_blank" rel="noreferrer">
        standardwebhooks.com
      </a>
    </p>
  )
  return (
    <SecretDialog
      width={680}
      title={t('webhooks.secretOf', { name })}
      warning={t('webhooks.onlyNow')}
      note={formerUntil && <p>{t('webhooks.formerUntil', { when: formatInstant(formerUntil) })}</p>}
      secret={{ label: t('webhooks.secret'), value: secret, testId: 'webhook-secret' }}
      example={{ label: t('webhooks.verify'), text: example, hint }}
      onClose={onClose}
    />
  )
}
