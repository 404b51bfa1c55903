import type { Row } from '../database/tenant.ts'
import type { FieldError } from '../errors.ts'
import type { Hooks } from './hooks.ts'
import { arrange, lockGalleries, lockGalleriesOf } from './mediaPlaces.ts'

/** Which media there may be, what of them may change; their order, and the one primary picture of each property. */
export const media: Hooks = {
  beforeWrite({ before, after }) {
    // A primary picture that becomes a floor plan hands over.
    if (before?.['isPrimary'] && after['mediaType'] !== 'IMAGE') after['isPrimary'] = false
    const errors = before ? checkEdit(before, after) : checkNew(after)
    if (after['isPrimary'] && after['mediaType'] !== 'IMAGE') {
      errors.push({ pointer: '/isPrimary', detail: 'only a picture can be the primary one' })
    }
    return errors
  },
  beforeLock: lockGalleriesOf,
  async beforeStore(tx, changes, actor) {
    const properties = [...new Set(changes.map(({ after }) => String(after['propertyId'])))].sort()
    // Those of records that were there before are locked already.
    if (changes[0]?.before === null) await lockGalleries(tx, properties)
    for (const propertyId of properties) {
      const some = changes.filter(({ after }) => after['propertyId'] === propertyId)
      await arrange(tx, propertyId, some, actor)
    }
  },
}

/** A file's name comes with its upload only. */
function checkNew(after: Row): FieldError[] {
  const isVideo = after['mediaType'] === 'VIDEO'
  if (isVideo && !after['videoUrl']) return [{ pointer: '/videoUrl', detail: 'is needed for a video' }]
  if (isVideo) return []
  if (after['videoUrl']) return [{ pointer: '/videoUrl', detail: 'is for videos only' }]
  return after['fileName'] ? [] : [{ pointer: '/mediaType', detail: 'is uploaded as a file; only videos are linked' }]
}

const pictures = new Set(['IMAGE', 'FLOOR_PLAN'])

function checkEdit(before: Row, after: Row): FieldError[] {
  const errors: FieldError[] = []
  const kinds = [before['mediaType'], after['mediaType']]
  if (before['propertyId'] !== after['propertyId']) {
    errors.push({ pointer: '/propertyId', detail: 'cannot move to another property' })
  }
  if (kinds[0] !== kinds[1] && !kinds.every((kind) => pictures.has(String(kind)))) {
    errors.push({ pointer: '/mediaType', detail: 'can only change between picture and floor plan' })
  }
  if (Boolean(after['videoUrl']) !== (before['mediaType'] === 'VIDEO')) {
    const detail = after['videoUrl'] ? 'is for videos only' : 'is needed for a video'
    errors.push({ pointer: '/videoUrl', detail })
  }
  if (before['isPrimary'] && !after['isPrimary'] && after['mediaType'] === 'IMAGE') {
    errors.push({ pointer: '/isPrimary', detail: 'make another picture the primary one instead' })
  }
  return errors
}
