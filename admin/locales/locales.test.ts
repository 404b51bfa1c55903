import { join } from 'node:path'
import { expect, test } from 'vitest'
import { el } from './el/index.ts'
import { forms } from './el/forms.ts'
import { en } from './en/index.ts'
import { unpairedTexts } from './unpaired.ts'

function flat(texts: object, path = ''): [key: string, text: string][] {
  return Object.entries(texts).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'string' ? [[`${path}${key}`, inner]] : flat(inner as object, `${path}${key}.`),
  )
}

/** `name, title`: each once, as a language may say one twice. */
const placeholders = (text = '') => [...new Set([...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name))].sort().join()

test('both languages have the same texts', () => {
  expect(unpairedTexts(join(import.meta.dirname))).toEqual([])
  expect(flat(el).map(([key]) => key).sort()).toEqual(flat(en).map(([key]) => key).sort()) // prettier-ignore
})

test('a text has the same placeholders in both', () => {
  const english = new Map(flat(en))
  expect(flat(el).filter(([key, text]) => placeholders(text) !== placeholders(english.get(key)))).toEqual([])
})

test('Greek texts ask only for forms there are', () => {
  const asked = flat(el).flatMap(([, text]) => [...text.matchAll(/\{\{\w+, (\w+)\}\}/g)].map(([, form]) => form))
  expect(asked.filter((form) => !Object.hasOwn(forms, form ?? ''))).toEqual([])
})
