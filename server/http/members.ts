import { Router, type Request } from 'express'
import { read } from '../auth/bodies.ts'
import type { Database } from '../database/index.ts'
import { workOf } from '../organizations/handOver.ts'
import { removeMember, Removal } from '../organizations/removeMember.ts'
import { signOutMember } from '../organizations/signOutMember.ts'
import { transferOwnership } from '../organizations/transfer.ts'
import { members } from '../resources/members.ts'
import type { Right } from '../resources/rights.ts'
import { requireJson } from './bodies.ts'
import { accessWith } from './organization.ts'
import { idOf } from './records.ts'

/** What is done to members besides the engine's routes, in front of which these stand. Closed to API tokens. */
export function memberRoutes({ database, now }: { database: Database; now: () => Date }): Router {
  const router = Router()
  const actorWith = (req: Request, right: Right) => ({ access: accessWith(req, right), now: now() })
  const memberOf = (req: Request) => idOf(req, members).toLowerCase()

  router.get('/:id/work', async (req, res) => {
    res.json(await workOf(database, accessWith(req, 'manageMembers'), memberOf(req)))
  })

  router.post('/:id/remove', requireJson, async (req, res) => {
    const actor = actorWith(req, 'manageMembers')
    res.json(await removeMember(database, actor, memberOf(req), read(Removal, req)))
  })

  router.post('/:id/transfer', async (req, res) => {
    await transferOwnership(database, actorWith(req, 'transferOwnership'), memberOf(req))
    res.status(204).end()
  })

  router.post('/:id/sign-out', async (req, res) => {
    await signOutMember(database, actorWith(req, 'endSessions'), memberOf(req))
    res.status(204).end()
  })

  return router
}
