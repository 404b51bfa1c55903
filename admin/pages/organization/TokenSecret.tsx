import { CopyOutlined } from '@ant-design/icons'
import { Alert, Button, Modal } from 'antd'
import { t } from '../../providers/i18n.ts'
import { curlExample, type ApiToken } from './tokenScopes.ts'
import { useCopy } from './useCopy.ts'

interface Props {
  made: ApiToken & { token: string }
  onClose: () => void
}

/** The secret of a token just made, which nobody will see again, and how to try it out. */
export function TokenSecret({ made: { name, token, scopes }, onClose }: Props) {
  const copy = useCopy()
  const example = curlExample(token, scopes)
  return (
    <Modal
      open
      width={600}
      title={t('tokens.made', { name })}
      maskClosable={false}
      keyboard={false}
      onCancel={onClose}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('tokens.kept')}
        </Button>
      }
    >
      <Alert className="failure" type="warning" showIcon message={t('tokens.onlyNow')} />
      <h3 className="code-title">{t('tokens.secret')}</h3>
      <div className="code-box">
        <code data-testid="token-secret">{token}</code>
        <Button autoFocus icon={<CopyOutlined aria-hidden />} onClick={() => void copy(token, t('tokens.secret'))}>
          {t('tokens.copy')}
        </Button>
      </div>
      <h3 className="code-title">{t('tokens.example')}</h3>
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
