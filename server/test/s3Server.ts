import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** A store that speaks as much of S3 as we do. It takes no call that is not signed, and looks at when signatures end. */
export async function s3Server(key: string, now = () => new Date()) {
  const objects = new Map<string, { bytes: Buffer; changedAt: Date }>()
  const unsigned: string[] = []
  const server = createServer((req, res) => {
    void answer(req, res).catch((error: unknown) => res.writeHead(500).end(String(error)))
  })

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://s3')
    if (!isSigned(req, url)) {
      unsigned.push(`${req.method} ${url.pathname}`)
      return void res.writeHead(403).end()
    }
    const name = decodeURIComponent(url.pathname).replace(/^\/bucket\/?/, '')
    const object = objects.get(name)
    if (req.method === 'PUT') {
      const bytes = await buffer(req)
      if (bytes.length !== Number(req.headers['content-length'])) return void res.writeHead(400).end()
      objects.set(name, { bytes, changedAt: now() })
      return void res.end()
    }
    if (req.method === 'DELETE') {
      objects.delete(name)
      return void res.writeHead(204).end()
    }
    if (name === '') return void res.setHeader('Content-Type', 'application/xml').end(listing(url))
    if (!object) return void res.writeHead(404).end()
    const { bytes } = object
    const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(req.headers.range ?? '') ?? []
    const part = start ? bytes.subarray(Number(start), Number(end) + 1) : bytes
    const asked = (header: string) => url.searchParams.get(`response-${header}`)
    for (const header of ['content-type', 'content-disposition', 'cache-control']) {
      const value = asked(header)
      if (value) res.setHeader(header, value)
    }
    res.writeHead(start ? 206 : 200, { 'Content-Length': part.length })
    res.end(req.method === 'HEAD' ? undefined : part)
  }

  /** By a header, or in the address until it ends. */
  function isSigned(req: IncomingMessage, { searchParams }: URL): boolean {
    const header = new RegExp(
      `^AWS4-HMAC-SHA256 Credential=${key}/\\d{8}/eu-test-1/s3/aws4_request, .*Signature=[0-9a-f]{64}$`,
    )
    if (header.test(req.headers.authorization ?? '')) return true
    const begun = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(searchParams.get('X-Amz-Date') ?? '')
    if (!begun || !/^[0-9a-f]{64}$/.test(searchParams.get('X-Amz-Signature') ?? '')) return false
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = begun.slice(1).map(Number)
    const end = Date.UTC(year, month - 1, day, hour, minute, second) + Number(searchParams.get('X-Amz-Expires')) * 1000
    return now().getTime() < end
  }

  /** At most two a page, so that whoever lists must turn pages. */
  function listing({ searchParams }: URL): string {
    const prefix = searchParams.get('prefix') ?? ''
    const names = [...objects.keys()].filter((name) => name.startsWith(prefix)).sort()
    const isDelimited = searchParams.has('delimiter')
    const all = isDelimited ? [...new Set(names.map((name) => name.split('/')[0] ?? ''))] : names
    const start = Number(searchParams.get('continuation-token') ?? 0)
    const page = all.slice(start, start + 2)
    const entries = page.map((name) =>
      isDelimited
        ? `<CommonPrefixes><Prefix>${name}/</Prefix></CommonPrefixes>`
        : `<Contents><Key>${name}</Key><LastModified>${objects.get(name)?.changedAt.toISOString()}</LastModified></Contents>`,
    )
    const isMore = start + 2 < all.length
    const next = isMore ? `<NextContinuationToken>${start + 2}</NextContinuationToken>` : ''
    return `<ListBucketResult><IsTruncated>${isMore}</IsTruncated>${next}${entries.join('')}</ListBucketResult>`
  }

  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    /** Calls that bore no valid signature. */
    unsigned,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
