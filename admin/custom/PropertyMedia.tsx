import { useState } from 'react'
import { t } from '../providers/i18n.ts'
import { LoadError } from '../records/LoadError.tsx'
import { useAllows } from '../records/useAllows.ts'
import { resourceName } from '../words.ts'
import { AddBar } from './gallery/AddBar.tsx'
import { Documents } from './gallery/Documents.tsx'
import './gallery/gallery.css'
import { definition, isPicture, type Media } from './gallery/media.ts'
import { Pictures } from './gallery/Pictures.tsx'
import { UploadList } from './gallery/UploadList.tsx'
import { useIncoming } from './gallery/useIncoming.ts'
import { useMedia } from './gallery/useMedia.ts'
import { useMediaActions } from './gallery/useMediaActions.ts'
import { useUploads } from './gallery/useUploads.ts'
import { VideoForm } from './gallery/VideoForm.tsx'
import { Videos } from './gallery/Videos.tsx'
import { Viewer } from './gallery/Viewer.tsx'
import type { CellProps } from './index.ts'

/** The panel of a property's pictures, floor plans, documents and videos: all that is shown of them and done with them. */
export function PropertyMedia({ record }: CellProps) {
  const { records, error, refetch, addresses, addressError, renewAddresses } = useMedia(record.id)
  const actions = useMediaActions(record.id)
  const uploads = useUploads(record.id)
  const mayAdd = useAllows(definition)('create')
  const { isOver, handlers } = useIncoming(mayAdd, (files) => uploads.add(files))
  const [viewed, setViewed] = useState<string>()
  const [isAddingVideo, setAddingVideo] = useState(false)

  const all = inOrder(records ?? [], actions.wanted)
  const of = (type: Media['mediaType']) => all.filter(({ mediaType }) => mediaType === type)
  const shown = { addresses, actions, onOpen: setViewed, onFault: renewAddresses, all }
  return (
    <section
      className={isOver ? 'panel media media-over' : 'panel media'}
      aria-label={resourceName(definition)}
      {...handlers}
    >
      <header className="related-head">
        <h2>{resourceName(definition)}</h2>
        {mayAdd && <AddBar uploads={uploads} onAddVideo={() => setAddingVideo(true)} />}
      </header>
      {isOver && <p className="media-drop">{t('media.drop')}</p>}
      <UploadList uploads={uploads} />
      {isAddingVideo && <VideoForm onAdd={actions.addVideo} onClose={() => setAddingVideo(false)} />}
      {error && <LoadError error={error} onRetry={refetch} />}
      {addressError && <LoadError error={addressError} onRetry={renewAddresses} />}
      {!records && !error && <Outline />}
      {records?.length === 0 && <Nothing mayAdd={mayAdd} />}
      <Pictures title={t('media.pictures')} group={of('IMAGE')} {...shown} />
      <Pictures title={t('media.plans')} group={of('FLOOR_PLAN')} {...shown} />
      <Documents documents={of('DOCUMENT')} addresses={addresses} actions={actions} />
      <Videos videos={of('VIDEO')} actions={actions} />
      <Viewer
        pictures={[...of('IMAGE'), ...of('FLOOR_PLAN')].filter((media) => isPicture(media) && media.processedAt)}
        addresses={addresses}
        viewed={viewed}
        onView={setViewed}
      />
    </section>
  )
}

/** As the server tells them, or as somebody has just put them. */
function inOrder(records: Media[], wanted: string[] | undefined): Media[] {
  if (!wanted) return records
  const place = (id: string) => (wanted.includes(id) ? wanted.indexOf(id) : wanted.length)
  return [...records].sort((a, b) => place(a.id) - place(b.id))
}

function Outline() {
  return (
    <ul className="pictures" role="status" aria-label={t('record.loading')}>
      {Array.from({ length: 4 }, (_, index) => (
        <li key={index} className="picture skeleton" />
      ))}
    </ul>
  )
}

function Nothing({ mayAdd }: { mayAdd: boolean }) {
  if (!mayAdd) return <p className="quiet">{t('media.emptyReadOnly')}</p>
  return (
    <div className="media-empty">
      <p>{t('media.empty')}</p>
      <p className="quiet">{t('media.emptyHow')}</p>
    </div>
  )
}
