import { z } from 'zod'
import type { ViewAs } from '../auth/signedIn.ts'
import type { Database } from '../database/index.ts'
import { invalid } from '../errors.ts'
import type { Actor } from '../records/actor.ts'
import { atLeast, roles } from '../resources/roles.ts'
import { logOrganization } from './log.ts'

export const Viewing = z.strictObject({ role: z.enum(roles) })

const minutes = 30

/** Begins to look at the organization as a lower role, which is written down. Throws 422 when it is not lower. */
export async function viewAs(database: Database, actor: Actor, { role }: z.infer<typeof Viewing>): Promise<ViewAs> {
  const { access, now } = actor
  if (atLeast(role, access.role)) throw invalid([{ pointer: '/role', detail: 'must be lower than your own' }])
  const until = new Date(now.getTime() + minutes * 60_000).toISOString()
  await database.withOrganization(access, (tx) => logOrganization(tx, 'view-as', actor, { changes: { role, until } }))
  return { organizationId: access.organizationId, role, until }
}
