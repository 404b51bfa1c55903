import { clients } from './en/clients.ts'
import { features } from './en/features.ts'
import { organization } from './en/organization.ts'
import { properties } from './en/properties.ts'
import { shared } from './en/shared.ts'
import { work } from './en/work.ts'

/** The words of the records: resources, fields, groups and choices. What is missing is made from the name. */
export const en = { ...shared, ...properties, ...features, ...clients, ...work, ...organization }
