import { Problem } from '../errors.ts'
import { say } from '../messages/message.ts'
import { mostPixels } from './pixels.ts'

export interface Inspected {
  kind: 'picture' | 'document'
  contentType: string
}

/** MiB that a picture may have; documents may have more. */
const largestPicture = 20
export const largestDocument = 25

const pictures = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/heic', 'image/heif'])
const documents = new Set([
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
])

/**
 * What a file is, by its bytes alone, and that it is whole. Throws 413, 415 and 422, naming the file. Pictures are read
 * to their end as long as that takes little memory; the rest shows when their sizes are made.
 */
export async function inspect(bytes: Buffer, name: string): Promise<Inspected> {
  if (bytes.length === 0) throw new Problem('validation', say('{name} is empty', { name }))
  // Loaded with the first upload, as is sharp.
  const { fileTypeFromBuffer } = await import('file-type')
  const contentType = (await fileTypeFromBuffer(bytes))?.mime ?? ''
  if (documents.has(contentType)) {
    requireSmall(bytes, name, largestDocument)
    return { kind: 'document', contentType }
  }
  if (!pictures.has(contentType)) {
    const detail = say('{name} is not a picture (JPEG, PNG, WebP, AVIF, HEIC), PDF, Word or Excel file', { name })
    throw new Problem('unsupported-media-type', detail)
  }
  requireSmall(bytes, name, largestPicture)
  if (contentType.startsWith('image/hei')) requireWholeBoxes(bytes, name)
  else await requireReadable(bytes, name)
  return { kind: 'picture', contentType }
}

function requireSmall(bytes: Buffer, name: string, limit: number): void {
  if (bytes.length > limit * 1024 * 1024) throw tooLarge(name, limit)
}

/** 413 that names the file; the limit in MiB. */
export function tooLarge(name: string, limit: number): Problem {
  return new Problem('too-large', say('{name} is larger than {limit} MB', { name, limit }), {
    limit: limit * 1024 * 1024,
  })
}

const broken = (name: string) => new Problem('validation', say('{name} is damaged or not complete', { name }))

/** Up to here a picture is read whole whatever its format; it takes a hundred megabytes or two. */
const fewPixels = 25_000_000

/** Decodes a picture that streams, or is small, to its end; of others the head is read. */
async function requireReadable(bytes: Buffer, name: string): Promise<void> {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  // The limit is ours to check, so that it is told apart from other faults; nothing but the head is read for it.
  const head = await sharp(bytes, { limitInputPixels: false }).metadata().catch(() => undefined) // prettier-ignore
  if (!head?.width || !head.height) throw broken(name)
  const pixels = head.width * head.height
  if (pixels > mostPixels) {
    const limit = mostPixels / 1_000_000
    throw new Problem('validation', say('{name} has more than {limit} million pixels', { name, limit }), { limit })
  }
  const streams = (head.format === 'jpeg' || head.format === 'png') && !head.isProgressive
  if (!streams && pixels > fewPixels) return
  const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'truncated', sequentialRead: true })
  await picture.resize(64, 64, { fit: 'inside' }).raw().toBuffer().catch(() => Promise.reject(broken(name))) // prettier-ignore
}

/** HEIC, which sharp cannot decode, is a row of boxes that each tell their length: together they are the file. */
function requireWholeBoxes(bytes: Buffer, name: string): void {
  let at = 0
  while (at + 8 <= bytes.length) {
    const told = bytes.readUInt32BE(at)
    const length = told === 1 && at + 16 <= bytes.length ? Number(bytes.readBigUInt64BE(at + 8)) : told
    // The last box may reach to the end, however far that is.
    if (told === 0) return
    if (length < 8) break
    at += length
  }
  if (at !== bytes.length) throw broken(name)
}
