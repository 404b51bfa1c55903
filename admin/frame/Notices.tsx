import { BellOutlined } from '@ant-design/icons'
import { Badge, Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { t } from '../providers/i18n.ts'
import { useNotices } from './noticesData.ts'

const NoticesDrawer = lazy(async () => ({ default: (await import('./NoticesDrawer.tsx')).NoticesDrawer }))

/** The bell: how many notices are unread, and the way to them. */
export function Notices() {
  const [isOpen, setOpen] = useState(false)
  // None of them, only the count.
  const { unread } = useNotices(0)
  return (
    <>
      <Button
        type="text"
        className="bell"
        aria-haspopup="dialog"
        aria-label={unread > 0 ? t('notices.bellUnread', { count: unread }) : t('notices.bell')}
        icon={
          <Badge count={unread} size="small" overflowCount={99}>
            <BellOutlined aria-hidden />
          </Badge>
        }
        onClick={() => setOpen(true)}
      />
      <Suspense>{isOpen && <NoticesDrawer onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}
