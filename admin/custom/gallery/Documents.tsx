import { DeleteOutlined, FileExcelOutlined, FilePdfOutlined, FileWordOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { formatBytes } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import { InstantText } from '../../records/InstantText.tsx'
import { Caption } from './Caption.tsx'
import type { Media } from './media.ts'
import type { Addresses } from './useMedia.ts'
import type { MediaActions } from './useMediaActions.ts'

interface Props {
  documents: Media[]
  addresses: Record<string, Addresses>
  actions: MediaActions
}

/** The documents, each to be downloaded by its name. */
export function Documents({ documents, addresses, actions }: Props) {
  if (documents.length === 0) return null
  return (
    <>
      <h3 className="media-kind">{t('media.documents')}</h3>
      <ul className="media-rows">
        {documents.map((media) => {
          const name = media.fileName ?? ''
          const Icon = iconOf(name)
          return (
            <li key={media.id}>
              <Icon aria-hidden className="media-icon" />
              <a href={addresses[media.id]?.full} download>
                {name}
              </a>
              <Caption media={media} name={name} canEdit={media._can?.edit === true} onSave={actions.setCaption} />
              <span className="quiet">
                {formatBytes(media.byteSize ?? 0)} · <InstantText value={media.createdAt} />
              </span>
              <RemoveButton media={media} name={name} actions={actions} />
            </li>
          )
        })}
      </ul>
    </>
  )
}

export function RemoveButton({ media, name, actions }: { media: Media; name: string; actions: MediaActions }) {
  if (!media._can?.delete) return null
  return (
    <Button
      type="text"
      size="small"
      className="media-remove"
      icon={<DeleteOutlined aria-hidden />}
      aria-label={t('media.deleteOf', { name })}
      onClick={() => void actions.remove(media, name)}
    />
  )
}

function iconOf(name: string) {
  if (/\.docx$/i.test(name)) return FileWordOutlined
  return /\.xlsx$/i.test(name) ? FileExcelOutlined : FilePdfOutlined
}
