import { useInvalidate, useNotification } from '@refinedev/core'
import { useState } from 'react'
import { useOrganizationCall } from '../../pages/organization/useOrganizationCall.ts'
import { t } from '../../providers/i18n.ts'
import type { Media } from './media.ts'

/** What can be done with media that there are. What fails is said; afterwards they are looked at afresh. */
export function useMediaActions(propertyId: string) {
  const call = useOrganizationCall()
  const invalidate = useInvalidate()
  const { open, close } = useNotification()
  /** The order just chosen, until the server tells it. */
  const [wanted, setWanted] = useState<string[]>()

  const refresh = () => invalidate({ resource: 'media', invalidates: ['list', 'detail'], id: undefined })
  const attempt = async (failed: string, work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work()
      return true
    } catch (error) {
      open?.({ type: 'error', message: failed, description: (error as Error).message })
      return false
    } finally {
      await refresh()
    }
  }
  const patch = ({ id, version }: Media, body: object) =>
    call(`/api/media/${id}`, { method: 'PATCH', body, headers: { 'If-Match': `"${version}"` } })

  const restore = (media: Media, name: string) =>
    attempt(t('record.notRestored', { title: name }), async () => {
      await call(`/api/media/${media.id}/restore`, { method: 'POST', body: {} })
      // Its place was taken by the next one; whoever takes a deletion back wants all as it was.
      if (media.isPrimary) await call(`/api/media/${media.id}`, { method: 'PATCH', body: { isPrimary: true } })
      open?.({ key: 'restored', type: 'success', message: t('record.restored', { title: name }) })
    })

  return {
    wanted,
    reorder: async (ids: string[]) => {
      setWanted(ids)
      const body = { propertyId, ids }
      await attempt(t('media.failed.order'), () => call('/api/media/order', { method: 'POST', body }))
      setWanted(undefined)
    },
    makePrimary: (media: Media) =>
      attempt(t('media.failed.primary'), () =>
        call(`/api/media/${media.id}`, { method: 'PATCH', body: { isPrimary: true } }),
      ),
    moveTo: (media: Media, mediaType: 'IMAGE' | 'FLOOR_PLAN') =>
      attempt(t('media.failed.kind'), () => patch(media, { mediaType })),
    setCaption: (media: Media, caption: string) =>
      attempt(t('media.failed.caption'), () => patch(media, { caption: caption || null })),
    addVideo: (videoUrl: string, caption: string) =>
      attempt(t('media.failed.video'), () =>
        call('/api/media', { method: 'POST', body: { propertyId, videoUrl, caption: caption || null } }),
      ),
    remove: async (media: Media, name: string) => {
      const isDone = await attempt(t('record.notDeleted', { title: name }), () =>
        call(`/api/media/${media.id}`, { method: 'DELETE' }),
      )
      if (!isDone) return
      close?.('restored')
      open?.({
        key: `deleted:${media.id}`,
        type: 'progress',
        message: t('record.deleted', { title: name }),
        undoableTimeout: 10,
        cancelMutation: () => void restore(media, name),
      })
    },
  }
}

export type MediaActions = ReturnType<typeof useMediaActions>
