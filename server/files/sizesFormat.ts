import { variants, type Variant } from './mediaFiles.ts'

/** What was made of a picture. */
export interface Made {
  /** Of the whole, upright, in pixels. */
  width: number
  height: number
  /** Of the whole; the sizes for showing are WebP. */
  contentType: string
  parts: { variant: Variant; bytes: Buffer }[]
}

/** How the program that makes sizes ends when it is the picture's fault. */
export const exits = { broken: 65 } as const

/** As one run of bytes: the length of a JSON head, that head, and the parts one after the other. */
export function packed({ parts, ...facts }: Made): Buffer {
  const lengths = parts.map(({ variant, bytes }) => ({ variant, length: bytes.length }))
  const head = Buffer.from(JSON.stringify({ ...facts, parts: lengths }))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(head.length)
  return Buffer.concat([length, head, ...parts.map(({ bytes }) => bytes)])
}

/** Throws when the bytes are not all there. */
export function unpacked(bytes: Buffer): Made {
  const start = 4 + bytes.readUInt32BE(0)
  const { parts, ...facts } = JSON.parse(bytes.toString('utf8', 4, start)) as Omit<Made, 'parts'> & {
    parts: { variant: Variant; length: number }[]
  }
  let at = start
  const cut = parts.map(({ variant, length }) => {
    at += length
    return { variant, bytes: bytes.subarray(at - length, at) }
  })
  if (at !== bytes.length || cut.length !== variants.length)
    throw new Error('The sizes of the picture are not all there')
  return { ...facts, parts: cut }
}
