import type { Definition } from '../resources/define.ts'
import { activities } from '../resources/activities.ts'
import { clients } from '../resources/clients.ts'
import { fieldsOf, type Field } from '../resources/fields.ts'
import { resources } from '../resources/index.ts'
import { choiceLabel, fieldLabel, nameLabel, type Locale } from '../resources/labels/index.ts'
import type { Held, HeldActivity, HeldRecord } from './held.ts'

/** One table of an export, its cells written for people. */
export interface Sheet {
  /** The name of its file, without ending. */
  name: string
  title: string
  columns: string[]
  /** Each under the id of what it tells of. */
  rows: { id: string; cells: string[] }[]
}

const words = {
  en: { trash: 'In the trash since', yes: 'Yes', no: 'No', history: 'History of the client', when: 'When', who: 'Who' },
  el: { trash: 'Στον κάδο από', yes: 'Ναι', no: 'Όχι', history: 'Ιστορικό του πελάτη', when: 'Πότε', who: 'Ποιος' },
} satisfies Record<Locale, unknown>

/** What is held as tables: the client first, then what refers to it, then its history. Times are those of the organization. */
export function sheetsOf(held: Held, locale: Locale, timeZone: string): Sheet[] {
  const tables = Object.entries(held.records).flatMap(([name, records]) => {
    const definition = resources[name]
    return definition ? [sheetOf(definition, records, locale, timeZone)] : []
  })
  return [...tables, historyOf(held.activity, locale, timeZone)]
}

function sheetOf(definition: Definition, records: HeldRecord[], locale: Locale, timeZone: string): Sheet {
  const fields = [...fieldsOf(definition).values()].filter(({ name }) => name !== 'id' && name !== 'version')
  return {
    name: definition.name,
    title: nameLabel(definition, locale),
    columns: [...fields.map(({ name }) => fieldLabel(definition, name, locale)), words[locale].trash],
    rows: records.map((record) => ({
      id: String(record['id']),
      cells: [
        ...fields.map((field) =>
          cellText(definition, field, record[field.name], locale, timeZone, record._titles?.[field.name]),
        ),
        instantText(record['deletedAt'], locale, timeZone),
      ],
    })),
  }
}

function historyOf(activity: HeldActivity[], locale: Locale, timeZone: string): Sheet {
  const { history, when, who } = words[locale]
  const label = (field: string) => fieldLabel(activities, field, locale)
  return {
    name: 'history',
    title: history,
    columns: [when, who, label('kind'), label('title'), label('details')],
    rows: activity.map(({ id, at, actor, kind, title, changes }) => ({
      id,
      cells: [
        instantText(at, locale, timeZone),
        actor ?? '',
        choiceLabel(activities, 'kind', kind, locale),
        title ?? '',
        Object.entries(changes ?? {}).map(([name, change]) => changeText(name, change, locale, timeZone)).join('; '), // prettier-ignore
      ],
    })),
  }
}

/** «Phone: 210… → 211…», or a fact of what was done. */
function changeText(name: string, change: unknown, locale: Locale, timeZone: string): string {
  const field = fieldsOf(clients).get(name)
  if (!field || !Array.isArray(change))
    return `${name}: ${typeof change === 'object' ? JSON.stringify(change) : String(change)}`
  const [before, after] = change.map((value) => cellText(clients, field, value, locale, timeZone) || '–')
  return `${fieldLabel(clients, name, locale)}: ${before} → ${after}`
}

/** A value in words; a reference by its title. Empty for what is empty. */
function cellText(
  definition: Definition,
  { name, kind, reference }: Field,
  value: unknown,
  locale: Locale,
  timeZone: string,
  title?: string,
): string {
  if (value === null || value === undefined) return ''
  if (reference) return title ?? String(value)
  switch (kind) {
    case 'choice':
      return choiceLabel(definition, name, String(value), locale)
    case 'choices':
      return (value as string[]).map((each) => choiceLabel(definition, name, each, locale)).join(', ')
    case 'texts':
      return (value as string[]).join(', ')
    case 'boolean':
      return value === true ? words[locale].yes : words[locale].no
    case 'datetime':
      return instantText(value, locale, timeZone)
    case 'integer':
    case 'number':
    case 'money':
      return locale === 'el' ? String(value).replace('.', ',') : String(value)
    default:
      return String(value)
  }
}

/** `31/12/2025, 18:05`. */
function instantText(value: unknown, locale: Locale, timeZone: string): string {
  if (typeof value !== 'string') return ''
  const tag = locale === 'el' ? 'el-GR' : 'en-GB'
  const form = {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  } as const
  return new Intl.DateTimeFormat(tag, { ...form, timeZone }).format(new Date(value))
}
