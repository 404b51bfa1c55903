import type { Row, TenantTransaction } from '../database/tenant.ts'
import { activity, recordActivity, type ActivityRow } from '../records/activity.ts'
import type { Actor } from '../records/actor.ts'
import type { ActivityKind } from '../resources/activityKinds.ts'

interface About {
  title?: string
  changes?: Row
}

/** What was done to the organization itself, as it is written down. */
export const activityOfOrganization = (kind: ActivityKind, actor: Actor, about: About): ActivityRow =>
  activity('organization', kind, actor, { recordId: actor.access.organizationId, ...about })

/** Writes down what was done to the organization itself, in the transaction that did it. */
export function logOrganization(tx: TenantTransaction, kind: ActivityKind, actor: Actor, about: About): Promise<void> {
  return recordActivity(tx, activityOfOrganization(kind, actor, about))
}
