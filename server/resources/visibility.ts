import { type Action, reach, type ResourceAccess } from './roles.ts'
import { defaultSettings } from './settings.ts'

/** Whether agents may be shown only their own of these records: those that they see, and create by hand. */
export function canBeNarrowed(resource: { name: string; access: ResourceAccess }): boolean {
  const may = (action: Action) => reach(resource, action, { role: 'AGENT', settings: defaultSettings }) !== 'none'
  return may('list') && may('create')
}
