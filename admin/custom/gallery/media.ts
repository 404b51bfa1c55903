import { media as definition } from '../../../server/resources/media.ts'
import { t } from '../../providers/i18n.ts'
import type { RecordData } from '../../records/record.ts'

/** A picture, floor plan, document or video of a property, as the server answers it. */
export interface Media extends RecordData {
  mediaType: 'IMAGE' | 'FLOOR_PLAN' | 'DOCUMENT' | 'VIDEO'
  caption: string | null
  videoUrl: string | null
  isPrimary: boolean
  fileName: string | null
  byteSize: number | null
  width: number | null
  height: number | null
  processedAt: string | null
  brokenAt: string | null
}

export { definition }

export const isPicture = ({ mediaType }: Media) => mediaType === 'IMAGE' || mediaType === 'FLOOR_PLAN'

/** Its sizes are being made. */
export const isPending = (media: Media) => isPicture(media) && !media.processedAt && !media.brokenAt

/** What it is called where it must be called something; `number` is its place among its like. */
export const nameOf = ({ caption, fileName, videoUrl }: Media, number: number) =>
  caption ?? fileName ?? videoUrl ?? t('media.numbered', { number })

/**
 * All ids after those of one group have been put into another order: the group keeps the places that it had among the
 * others.
 */
export function reordered(all: string[], group: string[]): string[] {
  const moved = new Set(group)
  let next = 0
  return all.map((id) => (moved.has(id) ? (group[next++] ?? id) : id))
}
