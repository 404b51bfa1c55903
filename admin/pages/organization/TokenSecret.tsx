import { t } from '../../providers/i18n.ts'
import { SecretDialog } from './SecretDialog.tsx'
import { curlExample, type ApiToken } from './tokenScopes.ts'

interface Props {
  made: ApiToken & { token: string }
  onClose: () => void
}

/** The secret of a token just made, and how to try it out. */
export function TokenSecret({ made: { name, token, scopes }, onClose }: Props) {
  return (
    <SecretDialog
      width={600}
      title={t('tokens.made', { name })}
      warning={t('tokens.onlyNow')}
      secret={{ label: t('tokens.secret'), value: token, testId: 'token-secret' }}
      example={{ label: t('tokens.example'), text: curlExample(token, scopes) }}
      onClose={onClose}
    />
  )
}
