import fs, { type FileHandle } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { v7 as uuid } from 'uuid'
import { meterOf, plain, type Files } from './files.ts'
import type { S3Settings } from './s3Settings.ts'

/** Files as objects `<organizationId>/<name>`. Loaded only where a bucket is configured. */
export async function s3Files(settings: S3Settings): Promise<Files> {
  const Bucket = settings.bucket
  const client = clientOf(settings)
  const object = (organizationId: string, name: string) => ({ Bucket, Key: `${plain(organizationId)}/${plain(name)}` })

  const size = async (organizationId: string, name: string) => {
    try {
      return (await client.send(new HeadObjectCommand(object(organizationId, name)))).ContentLength ?? 0
    } catch (error) {
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined
      throw error
    }
  }

  const files: Files = {
    write: (organizationId, name, source, limit = Infinity) =>
      spooled(source, limit, async (ContentLength, Body) => {
        await client.send(new PutObjectCommand({ ...object(organizationId, name), ContentLength, Body }))
        return ContentLength
      }),
    read: (organizationId, name, range) => {
      const Range = range && `bytes=${range.start}-${range.end}`
      return Readable.from(bytesOf(client, new GetObjectCommand({ ...object(organizationId, name), Range })), {
        objectMode: false,
      })
    },
    exists: async (organizationId, name) => (await size(organizationId, name)) !== undefined,
    size,
    async remove(organizationId, name) {
      await client.send(new DeleteObjectCommand(object(organizationId, name)))
    },
    async organizations() {
      const found: string[] = []
      for await (const page of paginateListObjectsV2({ client }, { Bucket, Delimiter: '/' })) {
        for (const { Prefix = '' } of page.CommonPrefixes ?? []) found.push(Prefix.slice(0, -1))
      }
      return found
    },
    async list(organizationId) {
      const Prefix = `${plain(organizationId)}/`
      const found = []
      for await (const page of paginateListObjectsV2({ client }, { Bucket, Prefix })) {
        for (const { Key = '', LastModified = new Date(0) } of page.Contents ?? []) {
          found.push({ name: Key.slice(Prefix.length), changedAt: LastModified })
        }
      }
      return found
    },
  }
  if (!settings.direct) return files
  return {
    ...files,
    origin: await originOf(settings),
    address(organizationId, name, { contentType, disposition, since, until }) {
      const expiresIn = Math.floor((until.getTime() - since.getTime()) / 1000)
      const get = new GetObjectCommand({
        ...object(organizationId, name),
        ResponseContentType: contentType,
        ResponseContentDisposition: disposition,
        ResponseCacheControl: `private, max-age=${expiresIn}, immutable`,
      })
      return getSignedUrl(client, get, { expiresIn, signingDate: since })
    },
  }
}

function clientOf({ region, endpoint, credentials, pathStyle }: S3Settings): S3Client {
  return new S3Client({
    region,
    endpoint,
    credentials,
    forcePathStyle: pathStyle,
    // What other stores than Amazon's often do not know.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
}

/** As the SDK itself builds addresses; asks nobody. */
async function originOf(settings: S3Settings): Promise<string> {
  const client = clientOf({ ...settings, credentials: { accessKeyId: 'nobody', secretAccessKey: 'nothing' } })
  return new URL(await getSignedUrl(client, new GetObjectCommand({ Bucket: settings.bucket, Key: 'any' }))).origin
}

async function* bytesOf(client: S3Client, get: GetObjectCommand): AsyncGenerator<Uint8Array> {
  const { Body } = await client.send(get)
  yield* Body as Readable
}

/**
 * S3 wants to know beforehand how long a body is, so it is put on the disk first: into a file without a name, of which
 * nothing stays however this process ends.
 */
async function spooled<T>(
  source: AsyncIterable<Uint8Array | string>,
  limit: number,
  use: (length: number, body: Readable) => Promise<T>,
): Promise<T> {
  // A stream may fail before anybody reads it; the loop over it tells it then.
  if (source instanceof Readable) source.on('error', () => undefined)
  const file = path.join(os.tmpdir(), `oikion-${uuid()}`)
  const handle = await fs.open(file, 'wx+', 0o600)
  try {
    await fs.rm(file)
    const meter = meterOf(limit)
    await fs.writeFile(handle, meter.pass(source))
    return await use(meter.size, Readable.from(chunksOf(handle), { objectMode: false }))
  } finally {
    await handle.close()
  }
}

async function* chunksOf(handle: FileHandle): AsyncGenerator<Uint8Array> {
  for (let position = 0; ;) {
    const { bytesRead, buffer } = await handle.read({ buffer: Buffer.allocUnsafe(65_536), position })
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}
