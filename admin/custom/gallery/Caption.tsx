import { EditOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useRef, useState, type KeyboardEvent } from 'react'
import { t } from '../../providers/i18n.ts'
import type { Media } from './media.ts'

interface Props {
  media: Media
  name: string
  canEdit: boolean
  /** Answers whether it went well. */
  onSave: (media: Media, caption: string) => Promise<boolean>
}

const longest = 200

/** A caption that is edited where it stands: Enter or leaving it saves, Escape leaves it as it was. */
export function Caption({ media, name, canEdit, onSave }: Props) {
  const [typed, setTyped] = useState<string>()
  const [saved, setSaved] = useState('')
  const button = useRef<HTMLButtonElement>(null)
  // The record as it was when editing began: what others save meanwhile is theirs, and is said.
  const base = useRef(media)

  const close = (isByKey: boolean) => {
    setTyped(undefined)
    if (isByKey) setTimeout(() => button.current?.focus())
  }
  const save = async (isByKey: boolean) => {
    const caption = (typed ?? '').trim()
    if (caption === (base.current.caption ?? '')) return close(isByKey)
    const isSaved = await onSave(base.current, caption)
    if (!isSaved) return
    setSaved(t('media.captionSaved'))
    close(isByKey)
  }
  const press = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') close(true)
    if (event.key === 'Enter') void save(true)
  }
  const begin = () => {
    base.current = media
    setSaved('')
    setTyped(media.caption ?? '')
  }

  if (typed !== undefined) {
    return (
      <Input
        autoFocus
        size="small"
        value={typed}
        maxLength={longest}
        aria-label={t('media.captionOf', { name })}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={press}
        onBlur={() => void save(false)}
      />
    )
  }
  return (
    <>
      <span role="status" className="visually-hidden">
        {saved}
      </span>
      {canEdit ? (
        <button
          ref={button}
          type="button"
          className="caption"
          aria-label={t('media.editCaption', { name })}
          onClick={begin}
        >
          {media.caption ?? <span className="quiet">{t('media.addCaption')}</span>} <EditOutlined aria-hidden />
        </button>
      ) : (
        <span className="caption">{media.caption}</span>
      )}
    </>
  )
}
