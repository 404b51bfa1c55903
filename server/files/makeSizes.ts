import { buffer } from 'node:stream/consumers'
import sharp, { type Sharp } from 'sharp'
import { shownSizes } from './mediaFiles.ts'
import { mostPixels } from './pixels.ts'
import { exits, packed, type Made } from './sizesFormat.ts'

/**
 * A program of its own, so that whatever a picture does to its decoder, memory included, the server goes on: reads a
 * picture from stdin and writes its sizes to stdout (`sizesFormat.ts`). All of them are turned upright, in sRGB, and
 * without any metadata, as sharp leaves it out unless told otherwise.
 */
async function main(): Promise<void> {
  sharp.cache(false)
  sharp.concurrency(1)
  const made = await make(await buffer(process.stdin)).catch((error: unknown) => {
    console.error(error)
    process.exit(exits.broken)
  })
  process.stdout.write(packed(made), () => process.exit(0))
}

type Format = 'png' | 'webp' | 'jpeg'

async function make(bytes: Buffer): Promise<Made> {
  const { open, format } = await openerOf(bytes)
  const whole = await open().toFormat(format, qualities[format]).toBuffer({ resolveWithObject: true })
  const largest = await open().resize(inside(Math.max(...shownSizes))).raw().toBuffer({ resolveWithObject: true }) // prettier-ignore
  const { width, height, channels } = largest.info
  const parts: Made['parts'] = [{ variant: 'full', bytes: whole.data }]
  for (const size of shownSizes) {
    const smaller = sharp(largest.data, { raw: { width, height, channels } }).resize(inside(size)).webp({ quality: 80 })
    parts.push({ variant: `${size}`, bytes: await smaller.toBuffer() })
  }
  return { width: whole.info.width, height: whole.info.height, contentType: `image/${format}`, parts }
}

const qualities = { png: {}, webp: { quality: 90 }, jpeg: { quality: 90 } }

const inside = (size: number) => ({ width: size, height: size, fit: 'inside', withoutEnlargement: true }) as const

/** The picture upright, as often as it is wanted, and what its whole is kept as. */
async function openerOf(bytes: Buffer): Promise<{ open: () => Sharp; format: Format }> {
  const head = await sharp(bytes, { limitInputPixels: mostPixels }).metadata().catch(() => undefined) // prettier-ignore
  // What sharp cannot read is HEIC, whose codec it lacks, or broken.
  if (!head || head.compression === 'hevc') return { open: await decodedHeic(bytes), format: 'jpeg' }
  const open = () => sharp(bytes, { limitInputPixels: mostPixels, failOn: 'truncated' }).autoOrient()
  // Without loss what came so, and as what any program can read, what can be.
  const isPng = head.format === 'png'
  return { open, format: isPng ? 'png' : head.format === 'webp' || head.hasAlpha ? 'webp' : 'jpeg' }
}

/** By libheif, in WebAssembly, which turns pictures upright itself. */
async function decodedHeic(bytes: Buffer): Promise<() => Sharp> {
  const { default: heic } = await import('heic-decode')
  const [first] = await heic.all({ buffer: bytes })
  if (!first || first.width * first.height > mostPixels) throw new Error('There is no picture of a size that is taken')
  const { width, height, data } = await first.decode()
  // The fourth channel is there whether or not anything shines through.
  return () => sharp(data, { raw: { width, height, channels: 4 } }).removeAlpha()
}

await main()
