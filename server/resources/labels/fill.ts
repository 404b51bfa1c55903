/** What stands in a text's `{placeholders}`. A list is written with commas between. */
export type Values = Readonly<Record<string, unknown>>

/**
 * A text with its values in place of `{name}` and `{name:kind}`, the kind saying how the value is written. Braces without a
 * value stay: they are somebody's own words.
 */
export function fill(text: string, values: Values, write: (value: unknown, kind?: string) => string = plain): string {
  return text.replace(/\{(\w+)(?::(\w+))?\}/g, (braces, name: string, kind?: string) =>
    Object.hasOwn(values, name) ? write(values[name], kind) : braces,
  )
}

/** A value as it is, lists with commas. */
export const plain = (value: unknown): string => (Array.isArray(value) ? value.map(plain).join(', ') : String(value))

/** The same in Greek, whose decimals follow a comma. */
export const plainGreek = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(plainGreek).join(', ')
  return typeof value === 'number' ? String(value).replace('.', ',') : String(value)
}
