import { crc32 } from 'node:zlib'

const types = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`

/** An archive as Word writes them, as far as it takes to know one. */
export function docx(): Buffer {
  const entries = [zipped('[Content_Types].xml', types), zipped('word/document.xml', '<document/>')]
  let at = 0
  const directory = entries.map(({ local, central }) => {
    central.writeUInt32LE(at, 42)
    at += local.length
    return central
  })
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...entries.map(({ local }) => local), ...directory, end])
}

/** One stored file: its place in the archive, and its line in the directory. */
function zipped(name: string, text: string): { local: Buffer; central: Buffer } {
  const data = Buffer.from(text)
  const facts = Buffer.alloc(26)
  facts.writeUInt16LE(20)
  facts.writeUInt32LE(crc32(data), 10)
  facts.writeUInt32LE(data.length, 14)
  facts.writeUInt32LE(data.length, 18)
  facts.writeUInt16LE(name.length, 22)
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, Buffer.from(name), data])
  const tail = Buffer.alloc(14)
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, tail, Buffer.from(name)])
  return { local, central }
}
