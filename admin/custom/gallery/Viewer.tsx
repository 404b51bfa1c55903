import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import { useEffect } from 'react'
import { t } from '../../providers/i18n.ts'
import { nameOf, type Media } from './media.ts'
import type { Addresses } from './useMedia.ts'

interface Props {
  /** Those that can be shown, in order. */
  pictures: Media[]
  addresses: Record<string, Addresses>
  /** The id of the one shown; none: the viewer is closed. */
  viewed: string | undefined
  onView: (id: string | undefined) => void
}

/** One picture over the whole window; arrows lead to the others, Escape back. */
export function Viewer({ pictures, addresses, viewed, onView }: Props) {
  const index = pictures.findIndex(({ id }) => id === viewed)
  const media = pictures[index]
  const show = (place: number) => {
    const next = pictures[(place + pictures.length) % pictures.length]
    if (next) onView(next.id)
  }
  const close = () => onView(undefined)
  useKeysOf(media !== undefined, (step) => show(index + step), close)
  usePreloaded([pictures[index + 1], pictures[index - 1]].map((each) => each && addresses[each.id]?.['2048']))

  return (
    <Modal
      open={media !== undefined}
      onCancel={close}
      title={<span className="visually-hidden">{t('media.viewer.title')}</span>}
      footer={null}
      width="100vw"
      className="viewer"
      destroyOnHidden
    >
      {media && (
        <figure>
          <img src={addresses[media.id]?.['2048']} alt={nameOf(media, index + 1)} />
          <figcaption aria-live="polite">
            <span className="quiet">{t('media.viewer.place', { number: index + 1, total: pictures.length })}</span>{' '}
            {media.caption}
          </figcaption>
        </figure>
      )}
      {pictures.length > 1 && (
        <>
          <Button
            className="viewer-previous"
            shape="circle"
            icon={<LeftOutlined aria-hidden />}
            aria-label={t('media.viewer.previous')}
            onClick={() => show(index - 1)}
          />
          <Button
            className="viewer-next"
            shape="circle"
            icon={<RightOutlined aria-hidden />}
            aria-label={t('media.viewer.next')}
            onClick={() => show(index + 1)}
          />
        </>
      )}
    </Modal>
  )
}

/** From the moment it opens; the dialog itself hears Escape only once the focus is in it. */
function useKeysOf(isOn: boolean, onStep: (step: 1 | -1) => void, onClose: () => void): void {
  useEffect(() => {
    if (!isOn) return
    const press = (event: KeyboardEvent) => {
      const act = { ArrowLeft: () => onStep(-1), ArrowRight: () => onStep(1), Escape: onClose }[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  })
}

/** Asks for what is likely to be seen next. */
function usePreloaded(wanted: (string | undefined)[]): void {
  const key = wanted.join(' ')
  useEffect(() => {
    for (const address of key.split(' ')) if (address) new Image().src = address
  }, [key])
}
