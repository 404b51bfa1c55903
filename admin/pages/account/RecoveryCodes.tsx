import { CopyOutlined, DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { Alert, App, Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { useSession } from '../../frame/SessionContext.ts'
import { t } from '../../providers/i18n.ts'
import { useWayBack } from './useWayBack.ts'

/** The ten codes for when the authenticator is lost. The server keeps only their hashes, so this is the one time to see them. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { user } = useSession()
  const { notification } = App.useApp()
  const navigate = useNavigate()
  const back = useWayBack()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])

  const copy = () => {
    navigator.clipboard.writeText(codes.join('\n')).then(
      () => notification.success({ message: t('account.copied'), placement: 'bottomRight', role: 'status' }),
      () => notification.error({ message: t('account.notCopied'), placement: 'bottomRight', role: 'alert' }),
    )
  }
  const text = [t('account.codesFor', { email: user.email }), '', ...codes, ''].join('\r\n')
  return (
    <div className="recovery-codes">
      <Alert
        type="warning"
        showIcon
        message={
          <h3 ref={heading} tabIndex={-1}>
            {t('account.codes')}
          </h3>
        }
        description={t('account.codesBody')}
      />
      <p className="print-only">{t('account.codesFor', { email: user.email })}</p>
      <ul aria-label={t('account.codes')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="account-actions">
        <Button icon={<CopyOutlined aria-hidden />} onClick={copy}>
          {t('account.copy')}
        </Button>
        <Button
          icon={<DownloadOutlined aria-hidden />}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download="oikion-recovery-codes.txt"
        >
          {t('account.download')}
        </Button>
        <Button icon={<PrinterOutlined aria-hidden />} onClick={() => print()}>
          {t('account.print')}
        </Button>
      </div>
      <div className="account-actions">
        <Button type="primary" onClick={onDone}>
          {t('account.codesKept')}
        </Button>
        {back && (
          <Button onClick={() => void navigate(back.path)}>{t('account.codesKeptBack', { name: back.name })}</Button>
        )}
      </div>
    </div>
  )
}
