import type { Row } from '../database/tenant.ts'
import type { FieldError } from '../errors.ts'

/** What is said or done stands with a client, a property, or both. */
export function needsClientOrProperty(after: Row): FieldError[] {
  if (after['clientId'] || after['propertyId']) return []
  return [{ pointer: '/clientId', detail: 'a client or a property is needed' }]
}
