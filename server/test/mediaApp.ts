import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pino } from 'pino'
import type { AppDeps } from '../app.ts'
import { localFiles, type Files } from '../files/files.ts'
import { mediaHandler, type MediaJob } from '../files/sizesJob.ts'
import { signedIn, testApp, type TestApp } from './testApp.ts'
import type { Answer, JsonRecord, TestClient } from './testClient.ts'

export interface MediaApp extends TestApp {
  files: Files
  /** Names of all that is stored for an organization. */
  stored(organizationId: string): Promise<string[]>
  /** Does the jobs that uploads have queued. Answers the media they were about. */
  makeSizes(): Promise<string[]>
}

/** The application with a store of its own for files, in a temporary folder unless one is given. */
export async function mediaApp({
  quota = 100_000_000,
  files,
  now,
}: { quota?: number; files?: Files } & Pick<AppDeps, 'now'> = {}): Promise<MediaApp> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'oikion-media-'))
  const store = files ?? localFiles(folder)
  const app = await testApp({ storage: { files: store, quota }, ...(now && { now }) })
  const log = pino({ level: process.env['TEST_LOG'] ?? 'silent' })
  const handler = mediaHandler({ database: app.database, files: store, log, now: () => new Date() })
  return {
    ...app,
    files: store,
    async stored(organizationId) {
      const isThere = (await store.organizations()).includes(organizationId)
      return isThere ? (await store.list(organizationId)).map(({ name }) => name).sort() : []
    },
    async makeSizes() {
      const { rows } = await app.database.pool.query<{ data: MediaJob }>(
        `delete from pgboss.job where name = 'media' returning data`,
      )
      for (const { data } of rows) await handler.run(data, 0, new AbortController().signal)
      return rows.map(({ data }) => data.mediaId)
    },
    async close() {
      await app.close()
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A signed-in member with a property. */
export async function withProperty(app: TestApp, role: Parameters<typeof signedIn>[1] = 'ORG_OWNER') {
  const member = await signedIn(app, role)
  const property = await member.client.create('properties', { propertyType: 'APARTMENT', city: 'Χανιά' })
  return { ...member, propertyId: property.id }
}

export interface Sent {
  name: string
  bytes: Uint8Array
}

export interface UploadAnswer {
  done: JsonRecord[]
  refused: { name: string; type: string; status: number; detail: string }[]
}

/** Sends files as a browser's form does. */
export async function upload(client: TestClient, propertyId: string, files: Sent[], query = ''): Promise<Answer> {
  const form = new FormData()
  for (const { name, bytes } of files) form.append('file', new Blob([Buffer.from(bytes)]), name)
  const sent = new Response(form)
  return client.request('POST', `/api/media/upload?propertyId=${propertyId}${query}`, {
    body: new Uint8Array(await sent.arrayBuffer()),
    headers: { 'content-type': sent.headers.get('content-type') ?? '' },
  })
}

/** Files that are all taken. */
export async function uploaded(client: TestClient, propertyId: string, ...files: Sent[]): Promise<JsonRecord[]> {
  const answer = await upload(client, propertyId, files)
  const { done, refused } = answer.json as UploadAnswer
  if (answer.status !== 201 || refused.length > 0)
    throw new Error(`The upload answered ${answer.status}: ${answer.text}`)
  return done
}

/** The addresses of media, by id and size. */
export async function addressesOf(
  client: TestClient,
  ...ids: string[]
): Promise<Record<string, Record<string, string>>> {
  const answer = await client.get(`/api/files/addresses?${ids.map((id) => `id=${id}`).join('&')}`)
  if (answer.status !== 200) throw new Error(`The addresses answered ${answer.status}: ${answer.text}`)
  return (answer.json as { addresses: Record<string, Record<string, string>> }).addresses
}

export const mediaIn = async (client: TestClient, propertyId: string) =>
  (await client.get(`/api/media?propertyId=${propertyId}&_sort=position&_end=100`)).json as JsonRecord[]
