import { clients } from './el/clients.ts'
import { features } from './el/features.ts'
import { organization } from './el/organization.ts'
import { properties } from './el/properties.ts'
import { shared } from './el/shared.ts'
import { work } from './el/work.ts'

/** The words of the records in Greek. Each part has the keys of the English one: a missing or surplus one does not compile. */
export const el = { ...shared, ...properties, ...features, ...clients, ...work, ...organization }
