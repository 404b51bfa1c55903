import { buffer } from 'node:stream/consumers'
import heic from 'heic-decode'
import sharp, { type Sharp } from 'sharp'
import { shownSizes } from './mediaFiles.ts'
import { mostPixels } from './pixels.ts'
import { exits, packed, type Made } from './sizesFormat.ts'

/**
 * A program of its own, so that whatever a picture does to its decoder, memory included, the server goes on: reads a
 * picture from stdin and writes its sizes to stdout (`sizesFormat.ts`). All of them are turned upright, in sRGB, and
 * without any metadata, as sharp leaves it out unless told otherwise.
 */
sharp.cache(false)
sharp.concurrency(1)
const bytes = await buffer(process.stdin)
let made: Buffer
try {
  made = packed(await make(bytes))
} catch (error) {
  console.error(error)
  process.exit(exits.broken)
}
process.stdout.write(made, () => process.exit(0))

async function make(bytes: Buffer): Promise<Made> {
  const open = await opener(bytes)
  const whole = await encoded(open(), await formatOf(bytes))
  const [, , largest] = shownSizes
  const shown = await open().resize(inside(largest)).raw().toBuffer({ resolveWithObject: true })
  const raw = { width: shown.info.width, height: shown.info.height, channels: shown.info.channels }
  const parts: Made['parts'] = [{ variant: 'full', bytes: whole.data }]
  for (const size of shownSizes) {
    const smaller = sharp(shown.data, { raw }).resize(inside(size)).webp({ quality: 80 })
    parts.push({ variant: `${size}`, bytes: await smaller.toBuffer() })
  }
  const { width, height } = whole.info
  return { width, height, contentType: `image/${whole.info.format}`, parts }
}

const inside = (size: number) => ({ width: size, height: size, fit: 'inside', withoutEnlargement: true }) as const

/** The picture upright, as often as it is wanted. HEIC is decoded by libheif, in WebAssembly, as sharp lacks its codec. */
async function opener(bytes: Buffer): Promise<() => Sharp> {
  const head = await sharp(bytes, { limitInputPixels: mostPixels }).metadata().catch(() => undefined) // prettier-ignore
  if (head && head.compression !== 'hevc') {
    return () => sharp(bytes, { limitInputPixels: mostPixels, failOn: 'truncated' }).autoOrient()
  }
  const [first] = await heic.all({ buffer: bytes })
  if (!first || first.width * first.height > mostPixels) throw new Error('There is no picture of a size that is taken')
  const { width, height, data } = await first.decode()
  // Its fourth channel is there whether or not anything shines through.
  return () => sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha()
}

/** What the whole is kept as: without loss what came so, and as JPEG what any program shall read. */
async function formatOf(bytes: Buffer): Promise<'png' | 'webp' | 'jpeg'> {
  const head = await sharp(bytes).metadata().catch(() => undefined) // prettier-ignore
  if (head?.format === 'png') return 'png'
  return head?.format === 'webp' || (head?.hasAlpha && head.compression !== 'hevc') ? 'webp' : 'jpeg'
}

function encoded(picture: Sharp, format: 'png' | 'webp' | 'jpeg') {
  const options = { png: {}, webp: { quality: 90 }, jpeg: { quality: 90 } }
  return picture.toFormat(format, options[format]).toBuffer({ resolveWithObject: true })
}
