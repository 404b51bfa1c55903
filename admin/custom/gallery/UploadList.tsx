import { CloseOutlined, ReloadOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { formatBytes } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import type { Sent, Uploads } from './useUploads.ts'

/** The files on their way, each with its progress, and those that were not taken, with why. */
export function UploadList({ uploads }: { uploads: Uploads }) {
  const { list, tally, retry } = uploads
  const failed = list.filter(({ mayRetry }) => mayRetry)
  return (
    <>
      <p role="status" className="visually-hidden">
        {tally.done > 0 && t('media.sending.done', { count: tally.done })}{' '}
        {tally.failed > 0 && t('media.sending.failed', { count: tally.failed })}
      </p>
      {list.length > 0 && (
        <ul className="uploads" aria-label={t('media.sending.title')}>
          {list.map((sent) => (
            <Row key={sent.key} sent={sent} uploads={uploads} />
          ))}
        </ul>
      )}
      {failed.length > 1 && (
        <Button size="small" icon={<ReloadOutlined aria-hidden />} onClick={() => retry(failed)}>
          {t('media.sending.retryAll')}
        </Button>
      )}
    </>
  )
}

function Row({ sent, uploads }: { sent: Sent; uploads: Uploads }) {
  const { key, file, state, share, why } = sent
  const { name } = file
  const isFailed = state === 'failed'
  return (
    <li className={isFailed ? 'upload-failed' : undefined}>
      <span className="upload-name">{name}</span>
      {isFailed ? (
        <span className="upload-why">{why}</span>
      ) : (
        <>
          <Progress
            percent={Math.floor(share * 100)}
            size="small"
            showInfo={false}
            strokeColor="var(--accent)"
            aria-label={t('media.sending.of', { name })}
          />
          <span className="quiet">{stage(sent)}</span>
        </>
      )}
      {sent.mayRetry && (
        <Button size="small" aria-label={t('media.sending.retryOf', { name })} onClick={() => uploads.retry([sent])}>
          {t('media.sending.retry')}
        </Button>
      )}
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined aria-hidden />}
        aria-label={t(isFailed ? 'media.sending.dismiss' : 'media.sending.cancel', { name })}
        onClick={() => (isFailed ? uploads.dismiss(key) : uploads.cancel(key))}
      />
    </li>
  )
}

/** All bytes have left before the server has looked at them. */
function stage({ state, share, file }: Sent): string {
  if (state === 'waiting') return t('media.sending.waiting')
  return share === 1 ? t('media.sending.checking') : formatBytes(file.size)
}
