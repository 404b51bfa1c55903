import { describe, expect, test } from 'vitest'
import { fieldsOf } from '../../server/resources/fields.ts'
import { resources } from '../../server/resources/index.ts'
import { el } from '../../server/resources/labels/el.ts'
import { nameLabel, oneLabel } from '../../server/resources/labels/index.ts'
import { forms } from './el/forms.ts'

const words: Record<string, string> = el
const has = (...keys: string[]) => keys.some((key) => words[key])

describe.each(Object.values(resources).map((definition) => [definition.name, definition] as const))(
  'Greek words of %s',
  (name, definition) => {
    test('resource, fields, choices and groups all have one', () => {
      const fields = [...fieldsOf(definition).values()]
      const missing = [
        ...['name', 'one'].map((key) => [`${name}.${key}`]),
        ...fields.map((field) => [`${name}.fields.${field.name}`, `fields.${field.name}`]),
        ...fields.flatMap((field) =>
          (field.options ?? []).map((option) => [
            `${name}.fields.${field.name}.${option}`,
            `fields.${field.name}.${option}`,
          ]),
        ),
        ...Object.keys(definition.groups ?? {}).map((group) => [`${name}.groups.${group}`]),
      ].filter((keys) => !has(...keys))
      expect(missing).toEqual([])
    })

    test('sentences can ask for its forms', () => {
      const [one, many] = [oneLabel(definition, 'el'), nameLabel(definition, 'el')].map(
        (word) => word.charAt(0).toLocaleLowerCase('el') + word.slice(1),
      )
      for (const word of [one!, many!]) expect(forms.of(word)).not.toContain('«')
      expect(forms.fresh(one!)).not.toContain(':')
    })
  },
)
