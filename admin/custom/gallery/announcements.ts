import type { Announcements, UniqueIdentifier } from '@dnd-kit/core'
import { t } from '../../providers/i18n.ts'

/**
 * What is said to those who do not see the pictures move. `last` holds the place that was said last, across renderings: a
 * picture that is lifted is at once over its own place, which is no news.
 */
export function announcementsFor(
  ids: string[],
  nameOf: (id: string) => string,
  last: { current: UniqueIdentifier | undefined },
): Announcements {
  const at = (id: UniqueIdentifier, place: UniqueIdentifier = id) => {
    last.current = place
    return { name: nameOf(String(id)), number: ids.indexOf(String(place)) + 1, total: ids.length }
  }
  return {
    onDragStart: ({ active }) => t('media.drag.lifted', at(active.id)),
    onDragOver: ({ active, over }) =>
      over && over.id !== last.current ? t('media.drag.over', at(active.id, over.id)) : undefined,
    onDragEnd: ({ active, over }) => t('media.drag.dropped', at(active.id, over?.id)),
    onDragCancel: ({ active }) => t('media.drag.cancelled', { name: nameOf(String(active.id)) }),
  }
}
