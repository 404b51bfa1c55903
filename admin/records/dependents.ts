import { resources } from '../../server/resources/index.ts'
import { t } from '../providers/i18n.ts'
import { countedName } from '../words.ts'

/** So many records of a resource point to a record by a field, as the server counts them. */
export interface Dependents {
  resource: string
  field: string
  count: number
}

/** «3 tasks and 2 notes hang on it.», or nothing. */
export function dependentsText(dependents: Dependents[]): string | undefined {
  const counts = new Map<string, number>()
  for (const { resource, count } of dependents) counts.set(resource, (counts.get(resource) ?? 0) + count)
  const parts = [...counts].flatMap(([resource, count]) => {
    const definition = resources[resource]
    return definition ? [`${count} ${countedName(definition, count)}`] : []
  })
  return parts.length > 0 ? t('record.dependents', { list: parts.join(', ') }) : undefined
}
