import {
  CheckOutlined,
  ClockCircleOutlined,
  DownloadOutlined,
  MessageOutlined,
  UploadOutlined,
} from '@ant-design/icons'
import { Button } from 'antd'
import { Link } from 'react-router'
import type { NoticeKind } from '../../server/resources/noticeKinds.ts'
import { formatCount, formatInstant } from '../format.ts'
import { t } from '../providers/i18n.ts'
import { InstantText } from '../records/InstantText.tsx'
import { noticePath, type Notice } from './noticesData.ts'
import { useOrganization } from './OrganizationContext.ts'
import { ResourceIcon } from './ResourceIcon.tsx'

interface Props {
  notice: Notice
  onRead: () => void
  /** It was followed to where it leads. */
  onOpen: () => void
}

/** One notice as a sentence that leads to what it is about. Following it marks it as read. */
export function NoticesItem({ notice, onRead, onOpen }: Props) {
  const { slug } = useOrganization().organization
  const path = noticePath(slug, notice)
  const isUnread = notice.readAt === null
  const follow = () => {
    if (isUnread) onRead()
    onOpen()
  }
  return (
    <li className={isUnread ? 'notice notice-unread' : 'notice'}>
      <span className="notice-icon">{icons[notice.kind]}</span>
      <div className="notice-body">
        {path ? (
          <Link to={path} onClick={follow}>
            {sentenceOf(notice)}
          </Link>
        ) : (
          sentenceOf(notice)
        )}
        {isUnread && <span className="visually-hidden">, {t('notices.unread')}</span>}
        <span className="quiet">
          <InstantText value={notice.createdAt} />
        </span>
      </div>
      {isUnread && (
        <Button
          type="text"
          size="small"
          icon={<CheckOutlined aria-hidden />}
          aria-label={t('notices.markRead')}
          title={t('notices.markRead')}
          onClick={onRead}
        />
      )}
    </li>
  )
}

const icons: Record<NoticeKind, React.ReactNode> = {
  assigned: <ResourceIcon name="check" />,
  due: <ClockCircleOutlined aria-hidden />,
  mentioned: <MessageOutlined aria-hidden />,
  'import-finished': <UploadOutlined aria-hidden />,
  'export-finished': <DownloadOutlined aria-hidden />,
  'webhook-disabled': <ResourceIcon name="api" />,
}

/** What happened, in a sentence. */
function sentenceOf(notice: Notice): string {
  const actor = notice._titles.actorId ?? t('notices.someone')
  const title = notice.title ?? ''
  switch (notice.kind) {
    case 'assigned':
      if (!notice.isOpen) return t('notices.sentences.assignedGone', { actor })
      return notice.data.count > 1
        ? t('notices.sentences.assignedMany', { actor, count: notice.data.count })
        : t('notices.sentences.assigned', { actor, title })
    case 'due': {
      if (!notice.isOpen) return t('notices.sentences.dueGone')
      const { count, tasks } = notice.data
      const when = tasks[0] ? formatInstant(tasks[0].dueAt) : ''
      return count > 1 ? t('notices.sentences.dueMany', { count }) : t('notices.sentences.due', { title, when })
    }
    case 'mentioned':
      if (!notice.isOpen) return t('notices.sentences.mentionedGone', { actor })
      return notice.on
        ? t('notices.sentences.mentionedOn', { actor, title, on: notice.on.title })
        : t('notices.sentences.mentioned', { actor, title })
    case 'import-finished': {
      const { isDone, imported, refused } = notice.data
      if (!isDone) return t('notices.sentences.importFailed', { title })
      const counts = { imported: formatCount(imported), refused: formatCount(refused) }
      return t('notices.sentences.imported', { title, ...counts })
    }
    case 'export-finished':
      return t('notices.sentences.exported', { title })
    case 'webhook-disabled':
      return t(`notices.sentences.${notice.data.because === 'gone' ? 'webhookGone' : 'webhookFailed'}`, { title })
  }
}
