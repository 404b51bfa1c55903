import { request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../database/sql.ts'
import {
  mediaApp,
  mediaIn,
  upload,
  uploaded,
  withProperty,
  type MediaApp,
  type Sent,
  type UploadAnswer,
} from '../test/mediaApp.ts'
import { avif, bomb, heic, jpeg, noise, pdf, photo, png, program, svg, webp } from '../test/pictures.ts'
import { signedIn } from '../test/testApp.ts'
import { docx } from '../test/documents.ts'

let app: MediaApp
beforeAll(async () => {
  app = await mediaApp()
})
afterAll(() => app.close())

const megabytes = (count: number) => count * 1024 * 1024

describe('POST /api/media/upload refuses, naming the file, and keeps nothing', () => {
  const cases: [
    what: string,
    name: string,
    bytes: () => Uint8Array | Promise<Uint8Array>,
    status: number,
    detail: RegExp,
  ][] = [
    ['an empty file', 'empty.jpg', () => new Uint8Array(), 422, /empty\.jpg is empty/],
    ['a renamed program', 'house.jpg', () => program, 415, /house\.jpg is not a picture/],
    ['an SVG with a script', 'plan.svg', () => svg, 415, /plan\.svg is not/],
    ['an SVG that claims to be a PNG', 'plan.png', () => svg, 415, /plan\.png is not/],
    ['a page of HTML', 'house.jpg', () => Buffer.from('<html><script>alert(1)</script>'), 415, /is not/],
    ['plain text', 'notes.pdf', () => Buffer.from('only words'), 415, /is not/],
    ['a truncated JPEG', 'cut.jpg', async () => (await photo()).subarray(0, 30_000), 422, /cut\.jpg is damaged/],
    ['a truncated PNG', 'cut.png', async () => (await noise(300, 300)).subarray(0, 100_000), 422, /damaged/],
    ['a truncated WebP', 'cut.webp', async () => (await webp()).subarray(0, 60), 422, /damaged/],
    ['a truncated AVIF', 'cut.avif', async () => (await avif()).subarray(0, 250), 422, /damaged/],
    ['a truncated HEIC', 'cut.heic', () => heic().subarray(0, 700), 422, /damaged/],
    ['a decompression bomb', 'bomb.png', bomb, 422, /bomb\.png has more than 100 million pixels/],
    ['a picture over 20 MB', 'large.png', () => noise(2700, 2700), 413, /large\.png is larger than 20 MB/],
    ['a document over 25 MB', 'large.pdf', () => pdf(megabytes(25) + 1), 413, /large\.pdf is larger than 25 MB/],
  ]
  it.each(cases)('%s', async (_, name, bytes, status, detail) => {
    const { client, organizationId, propertyId } = await withProperty(app)
    const answer = await upload(client, propertyId, [{ name, bytes: await bytes() }])
    const told = { status, detail: expect.stringMatching(detail) as string }
    expect(answer.json).toMatchObject({ ...told, refused: [{ name, ...told }] })
    expect(answer.status).toBe(status)
    expect(await mediaIn(client, propertyId)).toEqual([])
    expect(await app.stored(organizationId)).toEqual([])
  })

  /** Sends a whole file and the beginning of another, and answers what cuts the connection. */
  async function halfSent({ client, organizationId, propertyId }: Awaited<ReturnType<typeof withProperty>>) {
    const boundary = 'x'
    const part = (name: string) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`
    const sent = request(`${app.url}/api/media/upload?propertyId=${propertyId}`, {
      method: 'POST',
      headers: {
        cookie: client.cookie,
        'x-organization-id': organizationId,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
    })
    sent.on('error', () => undefined)
    sent.write(
      Buffer.concat([
        Buffer.from(part('whole.jpg')),
        await jpeg(),
        Buffer.from(`\r\n${part('cut.png')}`),
        (await png()).subarray(0, 100),
      ]),
    )
    return () => sent.destroy()
  }

  it('a connection that is cut in the middle of a file', async () => {
    const member = await withProperty(app)
    const { client, organizationId, propertyId } = member
    const cut = await halfSent(member)
    // Written down after it was stored and looked into.
    await expect.poll(() => mediaIn(client, propertyId)).toMatchObject([{ fileName: 'whole.jpg' }])
    await expect.poll(() => app.stored(organizationId)).toContainEqual(expect.stringMatching(/original\.part$/))
    cut()
    await expect.poll(async () => (await app.stored(organizationId)).length).toBe(1)
    expect(await mediaIn(client, propertyId)).toMatchObject([{ fileName: 'whole.jpg' }])
  })

  it('a connection that is cut while the file before is still being written down', async () => {
    const member = await withProperty(app)
    const { client, organizationId, userId, propertyId } = member
    await app.database.withOrganization({ organizationId, userId }, async (tx) => {
      await tx.query(sql`select id from property where id = ${propertyId}::uuid for update`)
      const cut = await halfSent(member)
      await expect.poll(() => app.stored(organizationId)).toEqual([expect.stringMatching(/original$/)])
      cut()
      // Nobody waits for the second file yet; the process must live on all the same.
      await setTimeout(100)
    })
    await expect.poll(() => mediaIn(client, propertyId)).toMatchObject([{ fileName: 'whole.jpg' }])
    expect((await app.stored(organizationId)).length).toBe(1)
  })

  it('JSON, forms without files, broken forms, unknown parameters', async () => {
    const { client, propertyId } = await withProperty(app)
    const path = `/api/media/upload?propertyId=${propertyId}`
    expect((await client.post(path, {})).status).toBe(415)
    const form = (body: string, type = 'multipart/form-data; boundary=x') =>
      client.request('POST', path, { body, headers: { 'content-type': type } })
    expect((await form('--x--\r\n')).status).toBe(422)
    expect((await form('--x\r\nnonsense')).status).toBe(400)
    expect((await form('', 'multipart/form-data')).status).toBe(400)
    for (const query of ['', '&mediaType=VIDEO', '&colour=blue']) {
      const id = query ? propertyId : 'no-id'
      expect((await upload(client, id, [{ name: 'a.jpg', bytes: await jpeg() }], query)).status).toBe(400)
    }
  })
})

describe('POST /api/media/upload keeps', () => {
  it.each<[string, () => Uint8Array | Promise<Uint8Array>, string, string]>([
    ['a.jpg', jpeg, 'image/jpeg', 'IMAGE'],
    ['a.png', png, 'image/png', 'IMAGE'],
    ['a.webp', webp, 'image/webp', 'IMAGE'],
    ['a.avif', avif, 'image/avif', 'IMAGE'],
    ['a.heic', heic, 'image/heic', 'IMAGE'],
    ['a.pdf', pdf, 'application/pdf', 'DOCUMENT'],
    ['a.docx', docx, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'DOCUMENT'],
  ])('%s', async (name, bytes, contentType, mediaType) => {
    const { client, memberId, organizationId, propertyId } = await withProperty(app)
    const content = await bytes()
    const [record] = await uploaded(client, propertyId, { name, bytes: content })
    expect(record).toMatchObject({
      fileName: name,
      contentType,
      mediaType,
      byteSize: content.length,
      processedAt: null,
    })
    expect(record).toMatchObject({ createdBy: memberId, position: 0, isPrimary: mediaType === 'IMAGE' })
    expect(await app.stored(organizationId)).toEqual([`media.${record?.id}.original`])
    const history = (await client.get(`/api/media/${record?.id}/history`)).json
    expect(history).toMatchObject([{ kind: 'create', actorId: memberId }])
  })

  it('floor plans where they are wanted', async () => {
    const { client, propertyId } = await withProperty(app)
    const files = [
      { name: 'a.png', bytes: await png() },
      { name: 'b.pdf', bytes: pdf() },
    ]
    const { done } = (await upload(client, propertyId, files, '&mediaType=FLOOR_PLAN')).json as UploadAnswer
    expect(done).toMatchObject([{ mediaType: 'FLOOR_PLAN', isPrimary: false }, { mediaType: 'DOCUMENT' }])
  })

  it('the good ones of several, and says what became of each', async () => {
    const { client, organizationId, propertyId } = await withProperty(app)
    const files = [
      { name: 'one.jpg', bytes: await jpeg() },
      { name: 'bad.svg', bytes: svg },
      { name: 'two.png', bytes: await png() },
      { name: 'empty.png', bytes: new Uint8Array() },
    ]
    const answer = await upload(client, propertyId, files)
    expect(answer.status).toBe(201)
    expect(answer.json).toMatchObject({
      done: [
        { fileName: 'one.jpg', position: 0, isPrimary: true },
        { fileName: 'two.png', position: 1, isPrimary: false },
      ],
      refused: [
        { name: 'bad.svg', status: 415, type: 'urn:oikion:problem:unsupported-media-type' },
        { name: 'empty.png', status: 422, detail: 'empty.png is empty' },
      ],
    })
    expect(await app.stored(organizationId)).toHaveLength(2)
    const greek = await client.request('POST', `/api/media/upload?propertyId=${propertyId}`, {
      body: '--x\r\nContent-Disposition: form-data; name="f"; filename="κενό.jpg"\r\n\r\n\r\n--x--\r\n',
      headers: { 'content-type': 'multipart/form-data; boundary=x', 'accept-language': 'el' },
    })
    expect(greek.json).toMatchObject({ status: 422, detail: 'Το «κενό.jpg» είναι κενό' })
  })

  it('names of any kind, made harmless', async () => {
    const { client, propertyId } = await withProperty(app)
    const bytes = await jpeg()
    const names: [sent: string, kept: string][] = [
      ['../../etc/passwd', 'passwd.jpg'],
      ['..\\..\\boot.jpg', 'boot.jpg'],
      ['..', 'file.jpg'],
      ['Οικία στη θάλασσα.jpg', 'Οικία στη θάλασσα.jpg'],
      ['gpj.\u202Eexe', 'gpj.exe.jpg'],
      [`${'λ'.repeat(300)}.jpg`, `${'λ'.repeat(196)}.jpg`],
    ]
    const kept = await uploaded(client, propertyId, ...names.map(([name]): Sent => ({ name, bytes })))
    expect(kept.map(({ fileName }) => fileName)).toEqual(names.map(([, name]) => name))
  })
})

describe('who may upload where', () => {
  it('as VIEWER 403; to another organization’s property, one in the trash or none 404', async () => {
    const { client, organizationId, propertyId } = await withProperty(app)
    const file = { name: 'a.jpg', bytes: await jpeg() }
    const { client: viewer } = await signedIn(app, 'VIEWER', organizationId)
    expect((await upload(viewer, propertyId, [file])).status).toBe(403)
    const { client: stranger } = await withProperty(app)
    expect((await upload(stranger, propertyId, [file])).status).toBe(404)
    await client.delete(`/api/properties/${propertyId}`)
    expect((await upload(client, propertyId, [file])).status).toBe(404)
    expect((await upload(client, '0189f7f0-0000-7000-8000-00000000dead', [file])).status).toBe(404)
    expect(await app.stored(organizationId)).toEqual([])
  })

  it('agents who see their own properties only, to those only', async () => {
    const { client: owner, organizationId, propertyId } = await withProperty(app)
    await owner.patch(`/api/organizations/${organizationId}`, { settings: { visibility: { properties: 'own' } } })
    const { client: agent } = await signedIn(app, 'AGENT', organizationId)
    const file = { name: 'a.jpg', bytes: await jpeg() }
    expect((await upload(agent, propertyId, [file])).status).toBe(404)
    const own = await agent.create('properties', { propertyType: 'LAND', city: 'Χανιά' })
    const [picture] = await uploaded(agent, own.id, file)
    const [hidden] = await uploaded(owner, propertyId, file)
    expect((await agent.get(`/api/media/${picture?.id}`)).status).toBe(200)
    expect((await agent.get(`/api/media/${hidden?.id}`)).status).toBe(404)
    expect(await mediaIn(agent, propertyId)).toEqual([])
  })

  it('tokens with the scope of media', async () => {
    const { client, propertyId, organizationId } = await withProperty(app)
    const file = { name: 'a.jpg', bytes: await jpeg() }
    for (const [scope, status] of [
      ['media:read', 403],
      ['media:write', 201],
    ] as const) {
      const body = { name: scope, role: 'AGENT', scopes: [scope], expiresAt: null }
      const { token } = await client.create('api-tokens', body)
      const form = new FormData()
      form.append('file', new Blob([new Uint8Array(file.bytes)]), file.name)
      const headers = { authorization: `Bearer ${String(token)}`, 'x-organization-id': organizationId }
      const answer = await fetch(`${app.url}/api/media/upload?propertyId=${propertyId}`, {
        method: 'POST',
        body: form,
        headers,
      })
      expect([scope, answer.status]).toEqual([scope, status])
    }
  })
})

describe('how much there may be', () => {
  it('40 of a property, also when many come at once', async () => {
    const { client, propertyId } = await withProperty(app)
    const file = { name: 'a.jpg', bytes: await jpeg() }
    await uploaded(client, propertyId, ...Array.from({ length: 38 }, () => file))
    const answers = await Promise.all(Array.from({ length: 4 }, () => upload(client, propertyId, [file])))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409])
    expect(answers.find(({ status }) => status === 409)?.json).toMatchObject({
      type: 'urn:oikion:problem:limit',
      limit: 40,
    })
    expect(await mediaIn(client, propertyId)).toHaveLength(40)
    const video = { propertyId, videoUrl: 'https://example.com/v' }
    expect((await client.post('/api/media', video)).json).toMatchObject({ status: 409, limit: 40 })
  })

  it('the quota of an organization, also when many come at once', async () => {
    const bytes = pdf(400_000)
    const small = await mediaApp({ quota: 1_000_000 })
    try {
      const { client, organizationId, propertyId } = await withProperty(small)
      const file = { name: 'a.pdf', bytes }
      const answers = await Promise.all(Array.from({ length: 5 }, () => upload(client, propertyId, [file])))
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409])
      const refused = answers.find(({ status }) => status === 409)?.json
      expect(refused).toMatchObject({ type: 'urn:oikion:problem:limit', used: 800_000, limit: 1_000_000 })
      expect((refused as { detail: string }).detail).toMatch(/may store 1 MB, of which 0\.8 MB are used/)
      expect(await small.stored(organizationId)).toHaveLength(2)
      expect((await client.get('/api/files/storage')).json).toEqual({ used: 800_000, limit: 1_000_000 })
      // Another organization has its own.
      const other = await withProperty(small)
      await uploaded(other.client, other.propertyId, file)
    } finally {
      await small.close()
    }
  })
})
