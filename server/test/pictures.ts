import { randomBytes } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#2a6f7f' } })

/** Where it was taken, as phones write it down. */
const whereabouts = { IFD0: { Make: 'Phone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '37/1 58/1 0/1' } }

/** A small picture. */
export const jpeg = (width = 60, height = 40) => plain(width, height).jpeg().toBuffer()
export const png = () => plain(60, 40).png().toBuffer()
export const webp = () => plain(60, 40).webp().toBuffer()
export const avif = () => plain(60, 40).avif().toBuffer()

/** A JPEG lying on its side, 3000 × 2000 as stored, that tells where it was taken. */
export const photo = () => plain(3000, 2000).withExif(whereabouts).withMetadata({ orientation: 6 }).jpeg().toBuffer()

/** A PNG of 50 kB whose 400 million pixels, all white, take 1.2 GB. */
export function bomb(): Buffer {
  const side = 20_000
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  // One bit of grey a pixel.
  head.writeUInt8(1, 8)
  const rows = deflateSync(Buffer.alloc(side * (side / 8 + 1), 0xff))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** Noise, which takes about three bytes a pixel as PNG. */
export const noise = (width: number, height: number): Promise<Buffer> =>
  sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer()

/** A phone's HEIC of 96 × 64 pixels (HEVC), with where it was taken in it; made by libheif's heif-enc. */
export const heic = (): Buffer =>
  Buffer.from(
    'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAYBtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAANGlsb2MAAAAAREAAAgABAAAAAAGkAAEAAAAAAAAAbQACAAAAAAIRAAEAAAAAAAABDAAAADhpaW5mAAAAAAACAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAFWluZmUCAAABAAIAAEV4aWYAAAAAv2lwcnAAAAChaXBjbwAAAHVodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQAoQgEBA3AAAAMAkAAAAwAAAwAeoDCBBZbqSSmubAgAAAMACAAAAwAIQCIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAGAAAABAAAAAEHBpeGkAAAAAAwgICAAAABZpcG1hAAAAAAAAAAEAAQOBAoMAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAYFtZGF0AAAAaSgBrxmAxGg0RIuNYi/rHqsobttKGkqw1EepLRneCG0+dbCWLlnhxDWwzJxt0+SJWIKcYfVYC+Pnc1dFwL12x2oEmQcaxwcUFr6lHB+whaKolsoSFy0K/88UDzgulowYRmR+ZQm8ZZEAwAAAAABJSSoACAAAAAgADwECAAUAAAB+AAAAEgEDAAEAAAABAAAAGgEFAAEAAABuAAAAGwEFAAEAAAB2AAAAKAEDAAEAAAACAAAAEwIDAAEAAAABAAAAaYcEAAEAAACEAAAAJYgEAAEAAADSAAAAAAAAADhjAADoAwAAOGMAAOgDAABUZXN0AAAGAACQBwAEAAAAMDIxMAGRBwAEAAAAAQIDAACgBwAEAAAAMDEwMAGgAwABAAAA//8AAAKgBAABAAAAYAAAAAOgBAABAAAAQAAAAAAAAAACAAEAAgACAAAATgAAAAIABQADAAAA8AAAAAAAAAAlAAAAAQAAADoAAAABAAAAAAAAAAEAAAA=',
    'base64',
  )

export const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')

/** A Windows program's first bytes. */
export const program = Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff', 'latin1'), Buffer.alloc(600)])

export const pdf = (size = 400) => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size - 9, ' ')])
