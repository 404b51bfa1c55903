import { HolderOutlined, StarFilled, StarOutlined, WarningOutlined } from '@ant-design/icons'
import { useSortable } from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import { Button } from 'antd'
import { t } from '../../providers/i18n.ts'
import { Caption } from './Caption.tsx'
import { isPending, type Media } from './media.ts'
import { PictureMenu } from './PictureMenu.tsx'
import type { Addresses } from './useMedia.ts'
import type { MediaActions } from './useMediaActions.ts'

interface Props {
  media: Media
  name: string
  addresses: Addresses
  actions: MediaActions
  onOpen: () => void
  onFault: () => void
}

/** One picture of the grid: opened by a click, moved by dragging or from its handle, with its caption and what can be done. */
export function Picture({ media, name, addresses, actions, onOpen, onFault }: Props) {
  const canEdit = media._can?.edit === true
  const { setNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({
    id: media.id,
    disabled: !canEdit,
  })
  const style = { transform: CSS.Transform.toString(transform), transition }
  return (
    <li ref={setNodeRef} style={style} className={isDragging ? 'picture picture-lifted' : 'picture'}>
      <div className="picture-frame" onPointerDown={listeners?.['onPointerDown'] as undefined}>
        <Shown media={media} name={name} addresses={addresses} onOpen={onOpen} onFault={onFault} />
        {media.isPrimary && (
          <span className="picture-primary">
            <StarFilled aria-hidden /> {t('media.primary')}
          </span>
        )}
        <div className="picture-tools">
          {canEdit && media.mediaType === 'IMAGE' && !media.isPrimary && !media.brokenAt && (
            <Button
              size="small"
              icon={<StarOutlined aria-hidden />}
              title={t('media.makePrimary')}
              aria-label={t('media.makePrimaryOf', { name })}
              onClick={() => void actions.makePrimary(media)}
            />
          )}
          <PictureMenu media={media} name={name} full={addresses.full} actions={actions} />
        </div>
      </div>
      <div className="picture-bar">
        {canEdit && (
          <Button
            {...attributes}
            {...listeners}
            type="text"
            size="small"
            className="picture-handle"
            icon={<HolderOutlined aria-hidden />}
            aria-label={t('media.move', { name })}
          />
        )}
        <Caption media={media} name={name} canEdit={canEdit} onSave={actions.setCaption} />
      </div>
    </li>
  )
}

type ShownProps = Pick<Props, 'media' | 'name' | 'addresses' | 'onOpen' | 'onFault'>

/** The picture itself, or what stands in its place until its sizes are made, or for good when it is broken. */
function Shown({ media, name, addresses, onOpen, onFault }: ShownProps) {
  if (media.brokenAt) {
    return (
      <p className="picture-stand-in picture-broken">
        <WarningOutlined aria-hidden /> {t('media.broken')}
      </p>
    )
  }
  if (isPending(media) || !addresses['320']) {
    return (
      <p className="picture-stand-in picture-pending">
        <span className={isPending(media) ? undefined : 'visually-hidden'}>
          {t(isPending(media) ? 'media.pending' : 'record.loading')}
        </span>
      </p>
    )
  }
  return (
    <button type="button" className="picture-open" aria-label={t('media.open', { name })} onClick={onOpen}>
      <img
        src={addresses['320']}
        srcSet={`${addresses['320']} 320w, ${addresses['1024']} 1024w`}
        sizes="(max-width: 560px) 45vw, 220px"
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        onError={onFault}
      />
    </button>
  )
}
