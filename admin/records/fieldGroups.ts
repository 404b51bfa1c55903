import type { Definition } from '../../server/resources/define.ts'
import { groupName } from '../words.ts'

export interface FieldGroup {
  name: string
  /** Undefined for the leading fields that are in no group. */
  title?: string
  fields: string[]
}

/** The definition's groups in order, its ungrouped fields first; the same in forms and on the record page. */
export function fieldGroups(definition: Definition): FieldGroup[] {
  const groups = Object.entries(definition.groups ?? {})
  const grouped = new Set(groups.flatMap(([, fields]) => fields))
  const leading = Object.keys(definition.fields).filter((name) => !grouped.has(name))
  return [
    { name: 'main', fields: leading },
    ...groups.map(([name, fields]) => ({ name, title: groupName(definition, name), fields: [...fields] })),
  ]
}
