import type { Definition } from '../server/resources/define.ts'
import { choiceWord, fieldWord, groupWord, nameWord, oneWord } from '../server/resources/labels/find.ts'
import { fill, plain, plainGreek } from '../server/resources/labels/fill.ts'
import type { Fault } from '../server/resources/messages.ts'
import { language, locale } from './providers/i18n.ts'

/** The records' own words in the screen's language. They are the server's labels, so files and screens agree. */
export const resourceName = (definition: Definition) => nameWord(language().words, definition)
export const recordName = (definition: Definition) => oneWord(language().words, definition)
export const fieldName = (definition: Definition, field: string) => fieldWord(language().words, definition, field)
export const groupName = (definition: Definition, group: string) => groupWord(language().words, definition, group)
export const choiceName = (definition: Definition, field: string, value: string) =>
  choiceWord(language().words, definition, field, value)

/** What a schema says of a wrong value, as the server would. */
export function faultText(fault: Fault): string {
  const { text, values } = typeof fault === 'string' ? { text: fault, values: {} } : fault
  return fill(language().faults[text] ?? text, values, locale() === 'el' ? plainGreek : plain)
}

/** For the middle of a sentence: «no properties yet», «no API tokens yet». */
export const lower = (word: string) =>
  /^\p{Lu}{2}/u.test(word) ? word : word.charAt(0).toLocaleLowerCase(locale()) + word.slice(1)

/** The server's words follow a field's name, «must be at least 1»; alone they begin with a capital. */
export const asSentence = (words: string) => words.charAt(0).toLocaleUpperCase(locale()) + words.slice(1)

/** The word behind a number: «1 property», «2 properties». */
export const countedName = (definition: Definition, count: number) =>
  lower(count === 1 ? recordName(definition) : resourceName(definition))
