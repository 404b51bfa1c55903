import { afterAll, beforeAll, expect, it } from 'vitest'
import { finished, imported, importApp, uploaded, type ImportAnswer } from '../test/importApp.ts'
import { signedIn, type TestApp } from '../test/testApp.ts'

let app: TestApp
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

const greek = { 'accept-language': 'el-GR,el;q=0.9,en;q=0.8' }
const flat = { propertyType: 'APARTMENT', city: 'Κηφισιά', listPrice: 250000.5, livingArea: 85.5, energyClass: 'A+' }

it('422 names fields and faults in the language that is asked for', async () => {
  const { client } = await signedIn(app)
  const answer = await client.post('/api/properties', { ...flat, status: 'ACTIVE', listPrice: 0, floor: 201 }, greek)
  expect(answer.status).toBe(422)
  expect(answer.headers.get('content-language')).toBe('el')
  expect(answer.json).toMatchObject({
    title: 'Κάποια πεδία δεν είναι σωστά',
    detail: 'Τιμή: πρέπει να είναι μεγαλύτερο από 0 (και 1 ακόμη)',
    errors: [
      { pointer: '/listPrice', detail: 'πρέπει να είναι μεγαλύτερο από 0' },
      { pointer: '/floor', detail: 'πρέπει να είναι έως 200' },
    ],
  })
  const { listPrice: _, ...unpriced } = flat
  const hooked = await client.post('/api/properties', { ...unpriced, status: 'ACTIVE' }, greek)
  expect(hooked.json).toMatchObject({
    errors: [{ pointer: '/listPrice', detail: 'χρειάζεται για να γίνει ενεργό το ακίνητο' }],
  })
  const moved = await client.post('/api/properties', { ...flat, status: 'ARCHIVED' }, greek)
  expect(moved.json).toMatchObject({ detail: 'Κατάσταση: δεν μπορεί να είναι «Αρχειοθετήθηκε» από την αρχή' })
})

it('403 says the role in its own word; without a language, or with another, the answer is English', async () => {
  const { client: viewer } = await signedIn(app, 'VIEWER')
  const asked = async (headers?: Record<string, string>) =>
    ((await viewer.post('/api/clients', { name: 'Άννα', phone: '1' }, headers)).json as { detail: string }).detail
  expect(await asked(greek)).toBe('Με τον ρόλο «Αναγνώστης» δεν μπορείτε να καταχωρίσετε: Πελάτες')
  expect(await asked()).toBe('As VIEWER you may not create clients')
  expect(await asked({ 'accept-language': 'de' })).toBe('As VIEWER you may not create clients')
})

it('what a bulk change could not touch is said in it too', async () => {
  const { client } = await signedIn(app)
  const { id } = await client.create('properties', { city: 'Νάξος', propertyType: 'HOUSE' })
  const body = { action: 'edit', ids: [id], changes: { status: 'ACTIVE' } }
  expect((await client.post('/api/properties/bulk', body, greek)).json).toMatchObject({
    refused: [{ detail: expect.stringContaining('Τιμή χρειάζεται για να γίνει ενεργό το ακίνητο· Εμβαδόν') as string }],
  })
  expect((await client.post('/api/properties/bulk', body)).json).toMatchObject({
    refused: [{ detail: expect.stringMatching(/^listPrice is needed before a property can be active; /) as string }],
  })
})

it('an import tells each reader its reasons in their language; its file has that of who asked', async () => {
  const { client } = await signedIn(app)
  const { id } = await uploaded(client, 'properties', 'type,city,price\nHouse,Πάτρα,a lot\n')
  expect((await client.post(`/api/imports/${id}/check`, {}, greek)).status).toBe(202)
  await expect.poll(async () => (await reportOf(id)).status, { timeout: 20_000 }).toBe('checked')
  async function reportOf(of: string, headers?: Record<string, string>): Promise<ImportAnswer> {
    return (await client.get(`/api/imports/${of}`, headers)).json as ImportAnswer
  }
  expect((await reportOf(id)).report).toMatchObject({ reasons: [{ field: 'listPrice', detail: 'must be a number' }] })
  expect((await reportOf(id, greek)).report?.problems[0]?.detail).toBe('πρέπει να είναι αριθμός')
  const refused = (await client.get(`/api/imports/${id}/refused`)).text
  expect(refused).toBe('type,city,price,αιτία\r\nHouse,Πάτρα,a lot,Τιμή πρέπει να είναι αριθμός\r\n')
})

it('a Greek file has semicolons, decimal commas and Greek words, and comes back in as it went out', async () => {
  const { client } = await signedIn(app)
  await client.create('properties', { ...flat, latitude: -37.5, features: ['ELEVATOR', 'SEA_VIEW'], floor: 2 })
  const columns = 'propertyType,city,listPrice,livingArea,latitude,floor,energyClass,features,status'
  const file = await client.get(`/api/properties/export?_locale=el&_columns=${columns}`)
  expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).toContain('Ακίνητα')
  const head = 'Τύπος;Πόλη;Τιμή;Εμβαδόν;Γεωγραφικό πλάτος;Όροφος;Ενεργειακή κλάση;Χαρακτηριστικά;Κατάσταση'
  const row = 'Διαμέρισμα;Κηφισιά;250000,5;85,5;-37,5;2;Α+;"Ασανσέρ; Θέα στη θάλασσα";Πρόχειρο'
  expect(file.text).toBe(`${head}\r\n${row}\r\n`)

  const { report } = await imported(client, 'properties', file.text)
  expect(report).toMatchObject({ ready: 1, refused: 0 })
  const [again] = (await client.get('/api/properties')).json as Record<string, unknown>[]
  expect(again).toMatchObject({ ...flat, latitude: -37.5, features: ['ELEVATOR', 'SEA_VIEW'], floor: 2 })

  const keys = await client.get(`/api/properties/export?_values=keys&_locale=el&_columns=listPrice,livingArea`)
  expect(keys.text).toMatch(/^id,version,listPrice,livingArea\r\n.*,250000\.5,85\.5\r\n/)
})

it('what no job could finish is told in the language of who asked', async () => {
  const { client } = await signedIn(app)
  const { id } = await uploaded(client, 'properties', 'type,city\nHouse,Πάτρα\n')
  await finished(client, id, 'run')
  expect((await client.post(`/api/imports/${id}/run`, {}, greek)).json).toMatchObject({
    detail: 'Η κατάσταση της εισαγωγής είναι: έχει ολοκληρωθεί',
  })
})
