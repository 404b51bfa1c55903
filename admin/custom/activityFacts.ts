import { resources } from '../../server/resources/index.ts'
import { roles, type Role } from '../../server/resources/roles.ts'
import { formatCount, formatInstant } from '../format.ts'
import { roleName } from '../frame/roleName.ts'
import { t } from '../providers/i18n.ts'
import { lower, resourceName } from '../words.ts'

const known = ['rows', 'files', 'columns', 'filter', 'values', 'complete', 'role', 'until', 'email', 'to', 'name', 'slug', 'language', 'timeZone', 'exportRole', 'requireSecondFactor', 'method', 'device', 'address', 'state', 'reason', 'count', 'fields', 'fileName', 'imported', 'refused', 'merged', 'mentions', 'taken'] as const // prettier-ignore
const knownValues = ['labels', 'keys', 'password', 'magic-link', 'google', 'invitation', 'sign-up', 'second-factor', 'reset', 'change', 'set up', 'removed', 'account deleted'] as const // prettier-ignore

/** The words for a fact of the audit that is no field of a record; unknown ones keep their names. */
export function factName(name: string): string {
  const fact = known.find((each) => each === name)
  if (fact) return t(`audit.facts.${fact}`)
  const resource = name.replace(/^visibility\./, '')
  const definition = Object.hasOwn(resources, resource) ? resources[resource] : undefined
  if (!definition) return name
  return resource === name ? resourceName(definition) : t('audit.agentsSee', { name: lower(resourceName(definition)) })
}

/** A fact's value, which may be anything that JSON holds, in as few words as possible. */
export function factText(value: unknown): string {
  if (value === null || value === undefined || value === '') return t('record.empty')
  if (typeof value === 'boolean') return t(value ? 'record.yes' : 'record.no')
  if (typeof value === 'number') return formatCount(value)
  if (Array.isArray(value)) return value.map(factText).join(', ') || t('record.empty')
  if (typeof value === 'object') {
    const parts = Object.entries(value).map(([name, each]) => `${factName(name)} ${factText(each)}`)
    return parts.join(', ') || t('record.empty')
  }
  const text = String(value)
  return wordFor(text) ?? momentOr(text)
}

/** What the server writes down in words of its own. */
function wordFor(text: string): string | undefined {
  if (isRole(text)) return roleName(text)
  const [, method] = /^(.+) and second factor$/.exec(text) ?? []
  if (method) return t('audit.andSecondFactor', { method: factText(method) })
  const known = knownValues.find((each) => each === text)
  return known && t(`audit.values.${known}`)
}

function momentOr(text: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? formatInstant(text) : text
}

const isRole = (text: string): text is Role => roles.some((role) => role === text)
