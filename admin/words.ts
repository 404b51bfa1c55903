import type { Definition } from '../server/resources/define.ts'
import * as labels from '../server/resources/labels/index.ts'
import { locale } from './providers/i18n.ts'

/** The records' own words in the screen's language. They are the server's labels, so files and screens agree. */
export const resourceName = (definition: Definition) => labels.nameLabel(definition, locale())
export const recordName = (definition: Definition) => labels.oneLabel(definition, locale())
export const fieldName = (definition: Definition, field: string) => labels.fieldLabel(definition, field, locale())
export const groupName = (definition: Definition, group: string) => labels.groupLabel(definition, group, locale())
export const choiceName = (definition: Definition, field: string, value: string) =>
  labels.choiceLabel(definition, field, value, locale())

/** For the middle of a sentence: «no properties yet», «no API tokens yet». */
export const lower = (word: string) => (/^\p{Lu}{2}/u.test(word) ? word : word.toLocaleLowerCase(locale()))

/** The word behind a number: «1 property», «2 properties». */
export const countedName = (definition: Definition, count: number) =>
  lower(count === 1 ? recordName(definition) : resourceName(definition))
