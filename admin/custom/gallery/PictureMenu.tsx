import { MoreOutlined } from '@ant-design/icons'
import { Button, Dropdown, type MenuProps } from 'antd'
import { t } from '../../providers/i18n.ts'
import type { Media } from './media.ts'
import type { MediaActions } from './useMediaActions.ts'

interface Props {
  media: Media
  name: string
  /** Where the whole picture is to be had. */
  full: string | undefined
  actions: MediaActions
}

/** What can be done with a picture. */
export function PictureMenu({ media, name, full, actions }: Props) {
  const isPlan = media.mediaType === 'FLOOR_PLAN'
  const items: NonNullable<MenuProps['items']> = []
  if (full) items.push({ key: 'download', label: <a href={full}>{t('media.download')}</a> })
  if (media._can?.edit) {
    items.push({
      key: 'kind',
      label: t(isPlan ? 'media.toPicture' : 'media.toPlan'),
      onClick: () => void actions.moveTo(media, isPlan ? 'IMAGE' : 'FLOOR_PLAN'),
    })
  }
  if (media._can?.delete) {
    items.push({
      key: 'delete',
      danger: true,
      label: t('actions.delete'),
      onClick: () => void actions.remove(media, name),
    })
  }
  if (items.length === 0) return null
  return (
    <Dropdown trigger={['click']} menu={{ items }} placement="bottomRight">
      <Button
        size="small"
        icon={<MoreOutlined aria-hidden />}
        aria-label={t('media.more', { name })}
        aria-haspopup="menu"
      />
    </Dropdown>
  )
}
