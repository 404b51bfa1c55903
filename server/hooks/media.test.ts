import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mediaApp, mediaIn, upload, uploaded, withProperty, type MediaApp } from '../test/mediaApp.ts'
import { jpeg, pdf, png } from '../test/pictures.ts'
import { signedIn } from '../test/testApp.ts'
import type { TestClient } from '../test/testClient.ts'

let app: MediaApp
beforeAll(async () => {
  app = await mediaApp()
})
afterAll(() => app.close())

/** A property with three pictures; the first is the primary one. */
async function gallery() {
  const member = await withProperty(app)
  const files = await Promise.all(['a', 'b', 'c'].map(async (name) => ({ name: `${name}.jpg`, bytes: await jpeg() })))
  const ids = (await uploaded(member.client, member.propertyId, ...files)).map(({ id }) => id)
  return { ...member, ids: ids as [string, string, string] }
}

const primaries = async (client: TestClient, propertyId: string) =>
  (await mediaIn(client, propertyId)).filter(({ isPrimary }) => isPrimary).map(({ id }) => id)

const kinds = async (client: TestClient, id: string) =>
  ((await client.get(`/api/media/${id}/history`)).json as { kind: string; changes: object | null }[]).map(
    ({ kind, changes }) => [kind, changes],
  )

describe('what media there may be', () => {
  it('videos by their address, files by upload', async () => {
    const { client, propertyId } = await withProperty(app)
    const post = async (body: object) => (await client.post('/api/media', { propertyId, ...body })).json
    expect(await post({ videoUrl: 'https://example.com/v', caption: 'Βόλτα' })).toMatchObject({
      mediaType: 'VIDEO',
      position: 0,
      isPrimary: false,
    })
    const refusals: [body: object, pointer: string][] = [
      [{}, '/videoUrl'],
      [{ videoUrl: 'http://example.com/v' }, '/videoUrl'],
      [{ videoUrl: 'javascript:alert(1)' }, '/videoUrl'],
      [{ mediaType: 'IMAGE' }, '/mediaType'],
      [{ mediaType: 'DOCUMENT' }, '/mediaType'],
      [{ mediaType: 'IMAGE', fileName: 'a.jpg' }, '/fileName'],
      [{ mediaType: 'IMAGE', videoUrl: 'https://example.com/v' }, '/videoUrl'],
      [{ videoUrl: 'https://example.com/v', isPrimary: true }, '/isPrimary'],
    ]
    for (const [body, pointer] of refusals)
      expect([body, await post(body)]).toMatchObject([body, { status: 422, errors: [{ pointer }] }])
    expect(await mediaIn(client, propertyId)).toHaveLength(1)
  })

  it('captions, places and kinds of pictures change, nothing else', async () => {
    const { client, propertyId, ids } = await gallery()
    const [document] = await uploaded(client, propertyId, { name: 'a.pdf', bytes: pdf() })
    const patch = (id: string, body: object) => client.patch(`/api/media/${id}`, body)
    expect((await patch(ids[1], { caption: 'Βεράντα', position: 9 })).json).toMatchObject({
      caption: 'Βεράντα',
      position: 9,
    })
    expect((await patch(ids[1], { mediaType: 'FLOOR_PLAN' })).json).toMatchObject({ mediaType: 'FLOOR_PLAN' })
    const other = await client.create('properties', { propertyType: 'LAND', city: 'Χανιά' })
    const refusals: [id: string, body: object, pointer: string][] = [
      [ids[1], { propertyId: other.id }, '/propertyId'],
      [ids[1], { mediaType: 'VIDEO' }, '/mediaType'],
      [ids[1], { mediaType: 'DOCUMENT' }, '/mediaType'],
      [document?.id ?? '', { mediaType: 'IMAGE' }, '/mediaType'],
      [ids[1], { videoUrl: 'https://example.com/v' }, '/videoUrl'],
      [ids[1], { isPrimary: true }, '/isPrimary'],
      [ids[0], { isPrimary: false }, '/isPrimary'],
      [ids[0], { byteSize: 1 }, '/byteSize'],
    ]
    for (const [id, body, pointer] of refusals) {
      const answer = await patch(id, body)
      expect([body, answer.status, answer.json]).toMatchObject([body, 422, { errors: [{ pointer }] }])
    }
  })
})

describe('the primary picture', () => {
  it('is the first, until another is made so', async () => {
    const { client, propertyId, ids } = await gallery()
    expect(await primaries(client, propertyId)).toEqual([ids[0]])
    const answer = await client.patch(`/api/media/${ids[2]}`, { isPrimary: true })
    expect(answer.json).toMatchObject({ isPrimary: true, version: 2 })
    expect(await primaries(client, propertyId)).toEqual([ids[2]])
    expect(await kinds(client, ids[0])).toEqual([
      ['edit', { isPrimary: [true, false] }],
      ['create', null],
    ])
    expect(await kinds(client, ids[2])).toEqual([
      ['edit', { isPrimary: [false, true] }],
      ['create', null],
    ])
  })

  it('hands over when it goes, and does not take back when it returns', async () => {
    const { client, propertyId, ids } = await gallery()
    await client.delete(`/api/media/${ids[0]}`)
    expect(await primaries(client, propertyId)).toEqual([ids[1]])
    expect(await kinds(client, ids[1])).toEqual([
      ['edit', { isPrimary: [false, true] }],
      ['create', null],
    ])
    expect((await client.post(`/api/media/${ids[0]}/restore`, {})).json).toMatchObject({ isPrimary: false })
    expect(await primaries(client, propertyId)).toEqual([ids[1]])
    for (const id of ids) await client.delete(`/api/media/${id}`)
    await client.post(`/api/media/${ids[2]}/restore`, {})
    expect(await primaries(client, propertyId)).toEqual([ids[2]])
  })

  it('hands over when it becomes a floor plan; a floor plan that becomes the only picture takes over', async () => {
    const { client, propertyId, ids } = await gallery()
    for (const id of ids) await client.patch(`/api/media/${id}`, { mediaType: 'FLOOR_PLAN' })
    expect(await primaries(client, propertyId)).toEqual([])
    await client.patch(`/api/media/${ids[1]}`, { mediaType: 'IMAGE' })
    expect(await primaries(client, propertyId)).toEqual([ids[1]])
  })

  it('is handed over once when all are deleted together', async () => {
    const { client, propertyId, ids } = await gallery()
    expect((await client.post('/api/media/bulk', { action: 'delete', ids: ids.slice(0, 2) })).json).toMatchObject({
      done: 2,
    })
    expect(await primaries(client, propertyId)).toEqual([ids[2]])
    expect((await client.post('/api/media/bulk', { action: 'restore', ids: ids.slice(0, 2) })).json).toMatchObject({
      done: 2,
    })
    expect(await primaries(client, propertyId)).toEqual([ids[2]])
  })

  it('is one after two people chose at the same moment, and while others upload and delete', async () => {
    const { client, organizationId, propertyId, ids } = await gallery()
    const { client: colleague } = await signedIn(app, 'ADMIN', organizationId)
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all([
        client.patch(`/api/media/${ids[1]}`, { isPrimary: true }),
        colleague.patch(`/api/media/${ids[2]}`, { isPrimary: true }),
        upload(colleague, propertyId, [{ name: 'new.png', bytes: await png() }]),
        client.delete(`/api/media/${ids[0]}`),
        colleague.post('/api/media/order', { propertyId, ids: [ids[2], ids[1]] }),
      ])
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 201, 200, 200])
      expect(await primaries(client, propertyId)).toHaveLength(1)
      expect((await client.post(`/api/media/${ids[0]}/restore`, {})).status).toBe(200)
    }
  })
})

describe('POST /api/media/order', () => {
  const order = (client: TestClient, propertyId: string, ids: unknown) =>
    client.post('/api/media/order', { propertyId, ids })
  const inOrder = async (client: TestClient, propertyId: string) =>
    (await mediaIn(client, propertyId)).map(({ id }) => id)

  it('puts all in their places at once, with one entry in the feed', async () => {
    const { client, propertyId, ids } = await gallery()
    const [a, b, c] = ids
    expect((await order(client, propertyId, [c, a, b])).json).toEqual({ ids: [c, a, b] })
    expect(await inOrder(client, propertyId)).toEqual([c, a, b])
    expect((await mediaIn(client, propertyId)).map(({ version }) => version)).toEqual([2, 2, 2])
    const { json } = await client.get('/api/feed?resource=media&kind=edit')
    expect(json).toHaveLength(1)
    expect(json).toMatchObject([
      {
        recordId: null,
        title: expect.stringMatching(/^A-/) as string,
        details: expect.stringContaining('"count": 3') as string,
      },
    ])
    // The same once more changes nothing.
    expect((await order(client, propertyId, [c, a, b])).status).toBe(200)
    expect((await client.get('/api/feed?resource=media&kind=edit')).json).toHaveLength(1)
  })

  it('lets those that are not named follow, and refuses what is not there', async () => {
    const { client, propertyId, ids } = await gallery()
    const [a, b, c] = ids
    expect((await order(client, propertyId, [b])).json).toEqual({ ids: [b, a, c] })
    await client.delete(`/api/media/${c}`)
    expect((await order(client, propertyId, [c, b])).status).toBe(409)
    expect(await inOrder(client, propertyId)).toEqual([b, a])
    expect((await order(client, propertyId, [])).status).toBe(422)
    expect((await order(client, propertyId, ['x'])).status).toBe(422)
    expect((await client.post('/api/media/order', { propertyId, ids: [a], colour: 1 })).status).toBe(422)
  })

  it('is for those who may edit, of properties that they may read', async () => {
    const { client, organizationId, propertyId, ids } = await gallery()
    const { client: viewer } = await signedIn(app, 'VIEWER', organizationId)
    expect((await order(viewer, propertyId, ids)).status).toBe(403)
    const stranger = await gallery()
    expect((await order(stranger.client, propertyId, ids)).status).toBe(404)
    expect((await order(stranger.client, stranger.propertyId, ids)).status).toBe(409)
    await client.patch(`/api/organizations/${organizationId}`, { settings: { visibility: { properties: 'own' } } })
    const { client: agent } = await signedIn(app, 'AGENT', organizationId)
    expect((await order(agent, propertyId, ids)).status).toBe(404)
    expect(await inOrder(client, propertyId)).toEqual(ids)
  })
})
