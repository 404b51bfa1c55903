import type { Row } from '../database/tenant.ts'
import { invalid, type FieldError } from '../errors.ts'
import { say } from '../messages/message.ts'
import { clients } from '../resources/clients.ts'
import { isList, writableFields, type Field } from '../resources/fields.ts'

/** The two clients of a merge: the one that stays, and the one that goes into it. */
export interface Pair {
  kept: Row
  merged: Row
}

/**
 * Where a field's value comes from: the same field of one side (`kept`, `merged`), the other field of its kind there
 * (`merged.email` for the second e-mail), or lists of both sides together (`both`).
 */
export type Source = string

/** One field in which the two differ, with everything it could hold; the suggested source is the one used when none is chosen. */
export interface Choice {
  field: string
  suggested: Source
  sources: { source: Source; value: unknown }[]
}

/** The first and the second of their kind: what one has no room for, the other takes. */
const partners: Record<string, string> = {
  email: 'secondaryEmail',
  secondaryEmail: 'email',
  phone: 'secondaryPhone',
  secondaryPhone: 'phone',
}

const longestList = 20

/** What is to be chosen between two clients: the fields in which they differ. */
export function choicesOf(pair: Pair): Choice[] {
  const suggestion = suggest(pair)
  const fields = writableFields(clients)
  return fields.flatMap((field) => {
    const sources = sourcesOf(field)
      .map((source) => ({ source, value: valueAt(pair, field, source) }))
      .filter(({ value }) => !isEmpty(value))
    const values = [...new Set(sources.map(({ value }) => spelling(value)))]
    // One value that is there already, in its own place or as the other of its kind, leaves nothing to choose.
    const partner = fields.find(({ name }) => name === partners[field.name])
    const other = partner && spelling(valueAt(pair, partner, suggestion[partner.name] ?? 'kept'))
    const isSettled = values.length < 2 && [undefined, spelling(pair.kept[field.name]), other].includes(values[0])
    if (isSettled) return []
    return [{ field: field.name, suggested: suggestion[field.name] ?? 'kept', sources }]
  })
}

/** The values of the client that stays, after these choices. Throws 422 naming choices that there are not. */
export function chosenValues(pair: Pair, chosen: Record<string, Source>): Row {
  const fields = writableFields(clients)
  const errors = Object.entries(chosen).flatMap(([name, source]): FieldError[] => {
    const field = fields.find((candidate) => candidate.name === name)
    const pointer = `/fields/${name}`
    if (!field) return [{ pointer, detail: 'is not a field that can be chosen' }]
    if (!sourcesOf(field).includes(source))
      return [{ pointer, detail: say('cannot be taken from {source}', { source }) }]
    const value = valueAt(pair, field, source)
    if (!Array.isArray(value) || value.length <= longestList) return []
    return [
      { pointer, detail: say('would have more than {most} entries; keep those of one side', { most: longestList }) },
    ]
  })
  if (errors.length > 0) throw invalid(errors)
  const sources = { ...suggest(pair), ...chosen }
  const values: Row = {}
  for (const field of fields) {
    const source = sources[field.name] ?? 'kept'
    values[field.name] = valueAt(pair, field, source)
    // What was typed of a phone goes where the phone goes.
    const typed = `${field.name}AsTyped`
    if (typed in pair.kept) values[typed] = placeOf(pair, field, source, 'AsTyped')
  }
  for (const [second, first] of [
    ['secondaryEmail', 'email'],
    ['secondaryPhone', 'phone'],
  ] as const) {
    // prettier-ignore
    if (spelling(values[second]) !== spelling(values[first])) continue
    values[second] = null
    if (`${second}AsTyped` in values) values[`${second}AsTyped`] = null
  }
  return values
}

/** What the client that stays already has, stays; what it lacks comes from the other, its second e-mail and phone too. */
function suggest(pair: Pair): Record<string, Source> {
  const suggestion: Record<string, Source> = {}
  for (const field of writableFields(clients)) {
    const together = isList(field) ? (valueAt(pair, field, 'both') as unknown[]) : []
    if (isList(field)) suggestion[field.name] = together.length <= longestList ? 'both' : 'kept'
    else
      suggestion[field.name] = isEmpty(pair.kept[field.name]) && !isEmpty(pair.merged[field.name]) ? 'merged' : 'kept'
  }
  for (const name of ['email', 'phone']) {
    const second = partners[name] as string
    const main = firstOf(pair, [`kept.${name}`, `merged.${name}`, `merged.${second}`], pair.kept[second])
    const mainValue = main ? sideValue(pair, main) : null
    const other = firstOf(pair, [`kept.${second}`, `merged.${name}`, `merged.${second}`], mainValue)
    suggestion[name] = short(name, main)
    suggestion[second] = short(second, other)
  }
  return suggestion
}

/** The first of these places with a value; one of the merged client only when it says something new. */
function firstOf(pair: Pair, places: Source[], known: unknown): Source | undefined {
  return places.find((place) => {
    const value = sideValue(pair, place)
    return !isEmpty(value) && (place.startsWith('kept.') || spelling(value) !== spelling(known))
  })
}

function sideValue({ kept, merged }: Pair, place: Source): unknown {
  const [side, field = ''] = place.split('.')
  return (side === 'merged' ? merged : kept)[field] ?? null
}

/** `kept.email` of the e-mail itself is said `kept`. */
const short = (name: string, from = 'kept') => (from.endsWith(`.${name}`) ? (from.split('.')[0] ?? 'kept') : from)

function sourcesOf(field: Field): Source[] {
  const partner = partners[field.name]
  const others = partner ? [`kept.${partner}`, `merged.${partner}`] : []
  return ['kept', 'merged', ...others, ...(isList(field) ? ['both'] : [])]
}

function valueAt(pair: Pair, field: Field, source: Source): unknown {
  if (source !== 'both') return placeOf(pair, field, source)
  const lists = [pair.kept, pair.merged].map((side) => (side[field.name] as unknown[] | null) ?? [])
  return [...new Set(lists.flat())]
}

function placeOf(pair: Pair, { name }: Field, source: Source, suffix = ''): unknown {
  const [side, other = name] = source.split('.')
  return sideValue(pair, `${side}.${other}${suffix}`)
}

const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** How a value is compared: e-mails differ by more than their case. */
const spelling = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : JSON.stringify(value ?? null))
