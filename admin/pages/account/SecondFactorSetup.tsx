import { Button, Form, Input, QRCode, Typography } from 'antd'
import { t } from '../../providers/i18n.ts'
import { AccountForm } from './AccountForm.tsx'
import type { Authenticator } from './SecondFactor.tsx'

interface Props {
  authenticator: Authenticator
  onConfirm: (code: string) => Promise<void>
  onCancel: () => void
}

/** The QR code for the authenticator app, the same as text, and the first code that proves that it works. */
export function SecondFactorSetup({ authenticator: { secret, uri }, onConfirm, onCancel }: Props) {
  const grouped = secret.replaceAll(/.{4}(?=.)/g, '$& ')
  return (
    <div className="factor-setup">
      <ol>
        <li>{t('account.setup.install')}</li>
        <li>
          {t('account.setup.scan')}
          {/* Black on white in dark mode too: many cameras read no other. */}
          <div className="qr" role="img" aria-label={t('account.setup.qr')}>
            <QRCode value={uri} type="svg" size={176} color="#000" bgColor="#fff" bordered={false} />
          </div>
          <p className="quiet">{t('account.setup.byHand')}</p>
          <Typography.Text code copyable={{ text: secret, tooltips: [t('account.copy'), t('account.copied')] }}>
            {grouped}
          </Typography.Text>
        </li>
        <li>
          {t('account.setup.type')}
          <AccountForm<{ code: string }>
            submit={t('account.setup.submit')}
            aside={<Button onClick={onCancel}>{t('actions.cancel')}</Button>}
            onSubmit={({ code }) => onConfirm(code.replaceAll(/\s/g, ''))}
          >
            <Form.Item
              name="code"
              label={t('secondFactor.code')}
              rules={[{ required: true, pattern: /^\s*(\d\s*){6}$/, message: t('account.setup.sixDigits') }]}
            >
              <Input inputMode="numeric" autoComplete="one-time-code" maxLength={9} className="code-item" autoFocus />
            </Form.Item>
          </AccountForm>
        </li>
      </ol>
    </div>
  )
}
