import { request as httpRequest } from 'node:http'
import fs from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { finished, importApp, uploaded, uploadFile, type ImportAnswer } from '../test/importApp.ts'
import { addMember, signedIn, signIn } from '../test/testApp.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
/** Greek small letters of Windows-1253 lie 0x2d0 below Unicode's. */
const windows1253 = (text: string) =>
  Buffer.from(Array.from(text, (letter) => letter.charCodeAt(0) - (letter > '\x7f' ? 0x2d0 : 0)))

describe('POST /api/<resource>/import refuses, with the place of the fault, and keeps nothing', () => {
  const long = 'x'.repeat(300_000)
  const broken: [what: string, file: string | Buffer, status: number, detail: RegExp, line?: number][] = [
    ['an empty file', '', 400, /empty/],
    ['a byte order mark alone', '\uFEFF', 400, /empty/],
    ['blank lines only', '\n\n\n', 400, /empty/],
    ['a header alone', 'name,email\n', 400, /no rows/],
    ['a PNG renamed', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]), 415, /PNG/],
    ['an Excel workbook renamed', Buffer.from([0x50, 0x4b, 3, 4, 20, 0]), 415, /Excel/],
    ['a quote never closed', 'a,b\n1,2\n3,"four\n5,6\n7,8\n', 400, /line 3 .*never closed/, 3],
    ['a quote never closed in a large file', `a,b\n1,2\n3,"${`${long}\n`.repeat(5)}`, 400, /line 3 .*never closed/, 3],
    ['a quote alone inside of quotes', 'a,b\n1,"tw"o"\n', 400, /line 2/, 2],
    ['a quote in the middle of a cell', 'a,b\n1,tw"o\n', 400, /line 2/, 2],
    ['a NUL character', 'a,b\n1,2\n3,\0\n', 400, /line 3 .*NUL/, 3],
    [
      'a fault in UTF-8',
      Buffer.concat([Buffer.from('όνομα,πόλη\nΆννα,'), Buffer.from([0xce, 0x2c, 0x0a])]),
      400,
      /line 2 .*UTF-8/,
      2,
    ],
    [
      'bytes that are no encoding',
      Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0xd2, 0xff, 0x2c, 0x31, 0x0a]),
      400,
      /windows-1253/,
      1,
    ],
  ]
  it.each(broken)('%s', async (_, file, status, detail, line) => {
    const { client, organizationId } = await signedIn(app)
    const answer = await uploadFile(client, 'clients', file)
    expect(answer.json).toMatchObject({
      status,
      detail: expect.stringMatching(detail) as string,
      ...(line ? { line } : {}),
    })
    expect((await client.get('/api/imports')).json).toEqual([])
    const folder = path.join(app.folder, organizationId)
    expect(fs.existsSync(folder) ? fs.readdirSync(folder) : []).toEqual([])
  })

  it('a file over the limit, before a byte of it is taken', async () => {
    const { client } = await signedIn(app)
    // By hand: fetch would go on sending, and may see the closed line before the answer.
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = {
        'content-type': 'text/csv',
        'content-length': 200 * 1024 * 1024 + 1,
        cookie: client.cookie,
        'x-organization-id': client.organizationId,
      }
      const sent = httpRequest(`${client.url}/api/clients/import`, { method: 'POST', headers }, (answer) => {
        resolve(answer.statusCode)
        sent.destroy()
      })
      sent.once('error', reject).flushHeaders()
    })
    expect(status).toBe(413)
  })

  it('JSON, multipart and compressed bodies', async () => {
    const { client } = await signedIn(app)
    for (const headers of [
      { 'content-type': 'multipart/form-data; boundary=x' },
      { 'content-type': 'text/csv', 'content-encoding': 'gzip' },
    ] as Record<string, string>[]) {
      expect((await client.request('POST', '/api/clients/import', { body: 'a,b\n1,2\n', headers })).status).toBe(415)
    }
    expect((await client.post('/api/clients/import', {})).status).toBe(415)
  })

  it('as VIEWER and AGENT 403, and members have no import at all', async () => {
    const { organizationId } = await addMember(app)
    for (const [role, status] of [
      ['VIEWER', 403],
      ['AGENT', 403],
      ['ADMIN', 201],
      ['ORG_OWNER', 201],
    ] as const) {
      const client = await signIn(app, await addMember(app, role, { organizationId }))
      expect((await uploadFile(client, 'clients', 'name,phone\nΆννα,1\n')).status).toBe(status)
      expect((await uploadFile(client, 'members', 'name\nΆννα\n')).status).toBe(403)
      expect((await client.get('/api/imports')).status).toBe(status === 403 ? 403 : 200)
    }
  })
})

describe('POST /api/<resource>/import reads', () => {
  const text = 'name;phone\nάννα;210\n'
  it.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with BOM', Buffer.from(`\uFEFF${text}`), 'utf-8'],
    ['UTF-16', utf16(text), 'utf-16le'],
    ['Windows-1253', windows1253(text), 'windows-1253'],
    ['CR LF', Buffer.from(text.replaceAll('\n', '\r\n')), 'utf-8'],
  ])('%s', async (_, file, encoding) => {
    const { client } = await signedIn(app)
    const { format, mapping, rowsTotal } = await uploaded(client, 'clients', file)
    expect(format).toMatchObject({ encoding, delimiter: ';', columns: ['name', 'phone'], preview: [['άννα', '210']] })
    expect([mapping, rowsTotal]).toEqual([{ 0: 'name', 1: 'phone' }, 1])
  })

  it('headers that repeat and are empty, by their number', async () => {
    const { client } = await signedIn(app)
    const { format, mapping } = await uploaded(client, 'clients', 'Name,,Name,E-mail\nΆννα,x,y,a@example.com\n')
    expect(format.columns).toEqual(['Name', '', 'Name', 'E-mail'])
    expect(mapping).toEqual({ 0: 'name', 1: null, 2: null, 3: 'email' })
  })

  it('long cells, of which answers show the beginning', async () => {
    const { client } = await signedIn(app)
    const long = 'λ'.repeat(3000)
    const { id, format } = await uploaded(client, 'clients', `${long},phone,mail\n${long},1,${long}\n`)
    const cut = `${'λ'.repeat(200)}…`
    expect(format).toMatchObject({ columns: [cut, 'phone', 'mail'], preview: [[cut, '1', cut]] })
    await client.patch(`/api/imports/${id}`, { mapping: { 0: 'name', 1: 'phone', 2: 'email' } })
    const { report } = await finished(client, id, 'check')
    expect(new Set(report?.problems.map(({ value }) => value))).toEqual(new Set([cut]))
    expect((await client.get(`/api/imports/${id}`)).text.length).toBeLessThan(6000)
    const refused = (await client.get(`/api/imports/${id}/refused`)).text
    expect(refused).toContain(`\n${long},1,${long},`)
    const [listed] = (await client.get('/api/imports')).json as ImportAnswer[]
    expect(listed).toMatchObject({ id, report: { ready: 0, refused: 1 } })
    expect(listed?.format).not.toHaveProperty('preview')
    expect(listed?.report).not.toHaveProperty('problems')
  })

  it('a spoilt letter that was in the file before it came to us', async () => {
    const { client } = await signedIn(app)
    const { format } = await uploaded(client, 'clients', 'name,phone\nA\uFFFDB,1\n')
    expect(format).toMatchObject({ encoding: 'utf-8', preview: [['A\uFFFDB', '1']] })
  })
})

describe('PATCH /api/imports/:id', () => {
  it('refuses unknown columns and fields, a field twice, system fields and wrong defaults', async () => {
    const { client } = await signedIn(app)
    const { id } = await uploaded(client, 'properties', 'a,b\n1,2\n')
    const bodies: [body: unknown, pointer: string][] = [
      [{ mapping: { 7: 'city' } }, '/mapping/7'],
      [{ mapping: { 0: 'nonsense' } }, '/mapping/0'],
      [{ mapping: { 0: 'organizationId' } }, '/mapping/0'],
      [{ mapping: { 0: 'pricePerSquareMeter' } }, '/mapping/0'],
      [{ mapping: { 0: 'city', 1: 'city' } }, '/mapping/1'],
      [{ defaults: { propertyType: 'CASTLE' } }, '/defaults/propertyType'],
      [{ defaults: { version: 3 } }, '/defaults/version'],
      [{ defaults: { city: 'a\0b' } }, '/defaults/city'],
      [{ defaults: { city: 'a\uD800' } }, '/defaults/city'],
      [{ defaults: { 'a\0': 'b' } }, '/defaults'],
    ]
    for (const [body, pointer] of bodies) {
      expect((await client.patch(`/api/imports/${id}`, body)).json).toMatchObject({
        status: 422,
        errors: [{ pointer }],
      })
    }
    expect((await client.patch(`/api/imports/${id}`, { status: 'done' })).status).toBe(422)
  })

  it('a required field that comes from nowhere is told once, before anything is read', async () => {
    const { client } = await signedIn(app)
    const { id } = await uploaded(client, 'properties', 'city,price\nPatra,1\n')
    for (const kind of ['check', 'run']) {
      expect((await client.post(`/api/imports/${id}/${kind}`, {})).json).toMatchObject({
        status: 422,
        errors: [{ pointer: '/defaults/propertyType' }],
      })
    }
    const patched = await client.patch(`/api/imports/${id}`, { defaults: { propertyType: 'HOUSE' } })
    expect((patched.json as ImportAnswer).defaults).toEqual({ propertyType: 'HOUSE' })
    expect((await client.post(`/api/imports/${id}/check`, {})).status).toBe(202)
  })

  it("another organization's import is 404 for every call, and not in the list", async () => {
    const { client } = await signedIn(app)
    const { id } = await uploaded(client, 'clients', 'name,phone\nΆννα,1\n')
    const { client: stranger } = await signedIn(app)
    const answers = await Promise.all([
      stranger.get(`/api/imports/${id}`),
      stranger.patch(`/api/imports/${id}`, { mapping: {} }),
      stranger.post(`/api/imports/${id}/check`, {}),
      stranger.post(`/api/imports/${id}/run`, {}),
      stranger.post(`/api/imports/${id}/cancel`, {}),
      stranger.get(`/api/imports/${id}/refused`),
    ])
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404])
    expect((await stranger.get('/api/imports')).json).toEqual([])
  })
})

describe('GET /api/imports', () => {
  it('names the parameter that is wrong', async () => {
    const { client } = await signedIn(app)
    for (const [query, parameter] of [
      ['_start=abc', '_start'],
      ['_end=abc', '_end'],
      ['_start=-1', '_start'],
      ['_start=5&_end=4', '_end'],
      ['_end=501', '_end'],
      ['_constructor=1', '_constructor'],
      ['constructor=1', 'constructor'],
      ['toString=1', 'toString'],
    ]) {
      expect((await client.get(`/api/imports?${query}`)).json).toMatchObject({ status: 400, parameter })
    }
  })

  it('tells the number of all on every page, also past the end', async () => {
    const { client } = await signedIn(app)
    const ids: string[] = []
    for (const name of ['a', 'b', 'c']) ids.unshift((await uploaded(client, 'clients', `name,phone\n${name},1\n`)).id)
    for (const [query, page] of [
      ['_end=2', ids.slice(0, 2)],
      ['_start=2&_end=4', ids.slice(2)],
      ['_start=9&_end=10', []],
      ['_start=0&_end=0', []],
    ] as const) {
      const answer = await client.get(`/api/imports?${query}`)
      expect([answer.headers.get('x-total-count'), (answer.json as ImportAnswer[]).map(({ id }) => id)]).toEqual([
        '3',
        page,
      ])
    }
  })
})
