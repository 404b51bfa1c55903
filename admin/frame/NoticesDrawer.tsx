import { ArrowLeftOutlined, SettingOutlined } from '@ant-design/icons'
import { useInvalidate, useNotification } from '@refinedev/core'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useOrganizationCall } from '../pages/organization/useOrganizationCall.ts'
import { t } from '../providers/i18n.ts'
import { LoadError } from '../records/LoadError.tsx'
import './notices.css'
import { useNotices } from './noticesData.ts'
import { NoticesItem } from './NoticesItem.tsx'
import { NoticesSettings } from './NoticesSettings.tsx'

const step = 20

/** The inbox of one's notices, and the choice of what reaches one. */
export function NoticesDrawer({ onClose }: { onClose: () => void }) {
  const [isChoosing, setChoosing] = useState(false)
  return (
    <Drawer
      open
      width="min(440px, 100vw)"
      title={isChoosing ? t('notices.settings.open') : t('notices.title')}
      onClose={onClose}
      styles={{ body: { padding: 0 } }}
      extra={
        isChoosing ? (
          <Button
            type="text"
            icon={<ArrowLeftOutlined aria-hidden />}
            aria-label={t('notices.settings.back')}
            onClick={() => setChoosing(false)}
          />
        ) : (
          <Button type="text" icon={<SettingOutlined aria-hidden />} onClick={() => setChoosing(true)}>
            {t('notices.settings.open')}
          </Button>
        )
      }
    >
      {isChoosing ? <NoticesSettings /> : <Inbox onClose={onClose} />}
    </Drawer>
  )
}

function Inbox({ onClose }: { onClose: () => void }) {
  const [size, setSize] = useState(step)
  const { notices, total, unread, error, isFetching, refetch } = useNotices(size)
  const mark = useMarkRead()

  if (error && !notices) return <LoadError error={error} onRetry={() => void refetch()} />
  if (!notices) {
    return (
      <div className="notices-pending" role="status" aria-label={t('notices.loading')}>
        {Array.from({ length: 5 }, (_, index) => (
          <span key={index} className="skeleton" />
        ))}
      </div>
    )
  }
  if (notices.length === 0) return <p className="notices-empty quiet">{t('notices.empty')}</p>
  return (
    <>
      {unread > 0 && (
        <div className="notices-head">
          <Button size="small" onClick={() => void mark({ all: true })}>
            {t('notices.markAll')}
          </Button>
        </div>
      )}
      <ul className="notices">
        {notices.map((notice) => (
          <NoticesItem
            key={notice.id}
            notice={notice}
            onRead={() => void mark({ ids: [notice.id] })}
            onOpen={onClose}
          />
        ))}
      </ul>
      {total > notices.length && (
        <Button type="link" loading={isFetching} onClick={() => setSize(size + step)}>
          {t('notices.older')}
        </Button>
      )}
    </>
  )
}

/** Marks notices as read, and has the inbox and the bell fetched anew. */
function useMarkRead(): (which: { ids: string[] } | { all: true }) => Promise<void> {
  const call = useOrganizationCall()
  const { open } = useNotification()
  const invalidate = useInvalidate()
  return async (which) => {
    try {
      await call('/api/notices/read', { method: 'POST', body: which })
    } catch (error) {
      open?.({ type: 'error', message: t('notices.notMarked'), description: (error as Error).message })
    }
    await invalidate({ resource: 'notices', invalidates: ['list'] })
  }
}
