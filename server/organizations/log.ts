import type { Row, TenantTransaction } from '../database/tenant.ts'
import { activity, recordActivity } from '../records/activity.ts'
import type { Actor } from '../records/actor.ts'
import type { ActivityKind } from '../resources/activityKinds.ts'

/** Writes down what was done to the organization itself, in the transaction that did it. */
export function logOrganization(
  tx: TenantTransaction,
  kind: ActivityKind,
  actor: Actor,
  about: { title?: string; changes?: Row },
): Promise<void> {
  return recordActivity(tx, activity('organization', kind, actor, { recordId: actor.access.organizationId, ...about }))
}
