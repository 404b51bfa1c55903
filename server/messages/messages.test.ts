import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { projectRoot } from '../env.ts'
import { faultOf } from '../resources/messages.ts'
import { el } from './el/index.ts'
import { say, type Message } from './message.ts'
import { write } from './write.ts'

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name).sort()

test.each(Object.entries(el))('«%s» has the same placeholders in Greek', (english, greek) => {
  expect(placeholders(greek)).toEqual(placeholders(english))
})

test('roles, actions, resources and fields are written in the words of the language', () => {
  const refused = say('As {role} you may not {action} {resource}', {
    role: 'VIEWER',
    action: 'delete',
    resource: 'properties',
  })
  expect(write(refused, 'en')).toBe('As VIEWER you may not delete properties')
  expect(write(refused, 'el')).toBe('Με τον ρόλο «Αναγνώστης» δεν μπορείτε να διαγράψετε: Ακίνητα')
  const fault = say('must be more than {minimum}', { minimum: 0.5 })
  const wrong = say('{field}: {fault}', { field: 'listPrice', fault, resource: 'properties' })
  expect(write(wrong, 'en')).toBe('listPrice: must be more than 0.5')
  expect(write(wrong, 'el')).toBe('Τιμή: πρέπει να είναι μεγαλύτερο από 0,5')
})

test.each<[z.ZodType, unknown, string, string]>([
  [z.string(), undefined, 'is required', 'είναι υποχρεωτικό'],
  [z.string().min(1), '', 'may not be empty', 'δεν μπορεί να είναι κενό'],
  [z.int().max(50), 51, 'must be at most 50', 'πρέπει να είναι έως 50'],
  [z.number(), 'x', 'must be a number', 'πρέπει να είναι αριθμός'],
  [z.enum(['A', 'B']), 'C', 'must be one of A, B', 'πρέπει να είναι ένα από τα εξής: A, B'],
  [z.string().regex(/^a$/, 'must be a two-letter country code'), 'b', 'must be a two-letter country code', 'πρέπει να είναι κωδικός χώρας δύο γραμμάτων'], // prettier-ignore
  [z.string().refine(() => false, { error: 'said by nobody else' }), 'b', 'said by nobody else', 'said by nobody else'],
])('what a schema says is said in both languages: %#', (schema, value, english, greek) => {
  const [issue] = schema.safeParse(value, { reportInput: true }).error?.issues ?? []
  const message = faultOf(issue!) as Message
  expect(issue?.message).toBe(english)
  expect([write(message, 'en'), write(message, 'el')]).toEqual([english, greek])
})

test("braces in somebody's own words stay, and so do texts that no catalogue has", () => {
  expect(write(say('{email} is a member already', { email: '{email} {constructor}' }), 'el')).toBe(
    'Η διεύθυνση {email} {constructor} ανήκει ήδη σε μέλος',
  )
  expect(write('constructor' as Message, 'el')).toBe('constructor')
})

/** Zod takes any words for a complaint, so no compiler asks for the Greek of these. */
test('what schemas say in words of their own has its Greek', () => {
  const folder = join(projectRoot, 'server')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /(?<!\.test)\.ts$/.test(file) && !/^(env|test|bench|cli)\b/.test(file),
  )
  const said = files.flatMap((file) =>
    [
      ...readFileSync(join(folder, file), 'utf8').matchAll(/\berror:\s*'([^']+)'|\.regex\(\/.+?\/[a-z]*, '([^']+)'/g),
    ].map(([, refined, formed]) => refined ?? formed ?? ''),
  )
  expect(said.length).toBeGreaterThan(10)
  expect(said.filter((text) => !Object.hasOwn(el, text))).toEqual([])
})
