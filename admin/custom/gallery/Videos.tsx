import { VideoCameraOutlined } from '@ant-design/icons'
import { t } from '../../providers/i18n.ts'
import { Caption } from './Caption.tsx'
import { RemoveButton } from './Documents.tsx'
import type { Media } from './media.ts'
import type { MediaActions } from './useMediaActions.ts'

/** Links to videos, which open where they are. */
export function Videos({ videos, actions }: { videos: Media[]; actions: MediaActions }) {
  if (videos.length === 0) return null
  return (
    <>
      <h3 className="media-kind">{t('media.videos')}</h3>
      <ul className="media-rows">
        {videos.map((media) => {
          const address = media.videoUrl ?? ''
          return (
            <li key={media.id}>
              <VideoCameraOutlined aria-hidden className="media-icon" />
              <a href={address} target="_blank" rel="noopener noreferrer">
                {address.replace(/^https:\/\/(www\.)?/, '')}
              </a>
              <Caption media={media} name={address} canEdit={media._can?.edit === true} onSave={actions.setCaption} />
              <RemoveButton media={media} name={media.caption ?? address} actions={actions} />
            </li>
          )
        })}
      </ul>
    </>
  )
}
