import type { BaseRecord } from '@refinedev/core'
import type { OrganizationSettings } from '../../../server/resources/settings.ts'
import { workResources } from './abilities.ts'

/** An organization as its settings page reads it. */
export interface OrganizationRecord extends BaseRecord {
  id: string
  slug: string
  name: string
  isPersonal: boolean
  settings: OrganizationSettings
  version: number
}

export type SettingsValues = Pick<OrganizationRecord, 'name' | 'slug'> & { settings: OrganizationSettings }

/** The form's values: every resource that could be narrowed has one, so that none is left to guess. */
export function valuesOf({ name, slug, settings }: OrganizationRecord): SettingsValues {
  const visibility = Object.fromEntries(
    workResources.map(({ name: resource }) => [resource, settings.visibility[resource] ?? 'all']),
  )
  return { name, slug, settings: { ...settings, visibility } }
}

/** Only what differs, as a PATCH takes it; nothing when nothing does. */
export function changesOf(before: SettingsValues, after: SettingsValues) {
  const changed: Partial<OrganizationSettings> = Object.fromEntries(
    Object.entries(after.settings).filter(
      ([key, value]) => !isSame(value, before.settings[key as keyof OrganizationSettings]),
    ),
  )
  return {
    ...(after.name !== before.name && { name: after.name }),
    ...(after.slug !== before.slug && { slug: after.slug }),
    ...(Object.keys(changed).length > 0 && { settings: changed }),
  }
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
