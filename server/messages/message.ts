import type { el } from './el/index.ts'

/** The English texts that have a Greek one. */
export type Text = keyof typeof el

/**
 * What is told to a person: a text that stands for itself, or one with the values of its `{placeholders}`. It is written in
 * the reader's language at the edge (`write.ts`), and can be kept as JSON until then.
 */
export type Message = Exclude<Text, `${string}{${string}`> | Said

export interface Said {
  text: Text
  values: Values
}

/** A value may be a message itself; a list is written with commas. */
export type Value = string | number | Said | readonly (string | Said)[]
type Values = Readonly<Record<string, Value>>

/** The names in `{name}` and `{name:kind}`. */
type Names<T extends string> = T extends `${string}{${infer Inside}}${infer Rest}`
  ? (Inside extends `${infer Name}:${string}` ? Name : Inside) | Names<Rest>
  : never

/** A text with placeholders and their values. `resource` may be given besides, to find the words of a field. */
export function say<T extends Text>(text: T, values: Record<Names<T>, Value> & { resource?: string }): Said {
  return { text, values }
}

export const isMessage = (value: unknown): value is Message =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && 'text' in value)

/** Words that are not ours to translate: a library's, or what only programs are told. */
export const inTheseWords = (words: string): Said => say('{words}', { words })
