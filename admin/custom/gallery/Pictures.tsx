import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type DragEndEvent,
  type UniqueIdentifier,
} from '@dnd-kit/core'
import { arrayMove, rectSortingStrategy, SortableContext, sortableKeyboardCoordinates } from '@dnd-kit/sortable'
import { useState } from 'react'
import { t } from '../../providers/i18n.ts'
import { announcementsFor } from './announcements.ts'
import { nameOf, reordered, type Media } from './media.ts'
import { Picture } from './Picture.tsx'
import type { Addresses } from './useMedia.ts'
import type { MediaActions } from './useMediaActions.ts'

interface Props {
  title: string
  /** The pictures of this kind, in order. */
  group: Media[]
  /** All that the property has, in order. */
  all: Media[]
  addresses: Record<string, Addresses>
  actions: MediaActions
  onOpen: (id: string) => void
  /** An address did not open. */
  onFault: () => void
}

/** Pictures in a grid whose order is changed by dragging, with the pointer or with keys. */
export function Pictures({ title, group, all, addresses, actions, onOpen, onFault }: Props) {
  const sensors = useSensors(
    // A little way, so that a click stays a click.
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const [last] = useState<{ current: UniqueIdentifier | undefined }>({ current: undefined })
  if (group.length === 0) return null
  const ids = group.map(({ id }) => id)
  const names = new Map(group.map((media, index) => [media.id, nameOf(media, index + 1)]))
  const move = ({ active, over }: DragEndEvent) => {
    if (!over || active.id === over.id) return
    const moved = arrayMove(ids, ids.indexOf(String(active.id)), ids.indexOf(String(over.id)))
    void actions.reorder(reordered(all.map(({ id }) => id), moved)) // prettier-ignore
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={move}
      accessibility={{
        announcements: announcementsFor(ids, (id) => names.get(id) ?? '', last),
        screenReaderInstructions: { draggable: t('media.drag.help') },
      }}
    >
      <SortableContext items={ids} strategy={rectSortingStrategy}>
        <h3 className="media-kind">{title}</h3>
        <ul className="pictures">
          {group.map((media) => (
            <Picture
              key={media.id}
              media={media}
              name={names.get(media.id) ?? ''}
              addresses={addresses[media.id] ?? {}}
              actions={actions}
              onOpen={() => onOpen(media.id)}
              onFault={onFault}
            />
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  )
}
