import { Router, type Request } from 'express'
import { read } from '../auth/bodies.ts'
import type { Limits } from '../auth/limits.ts'
import type { Secrets } from '../auth/secrets.ts'
import type { Database } from '../database/index.ts'
import { invite, Invitees } from '../organizations/invite.ts'
import { invitationLink, resendInvitation } from '../organizations/resend.ts'
import { invitations } from '../resources/invitations.ts'
import { requireJson } from './bodies.ts'
import { writtenFor } from './locale.ts'
import { accessWith } from './organization.ts'
import { idOf, sendRecord } from './records.ts'

export interface InvitationRoutes {
  database: Database
  secrets: Secrets
  limits: Limits
  publicUrl: string
  now: () => Date
}

/** Sending invitations; listing and cancelling them is the engine's, in front of which these stand. */
export function invitationRoutes(deps: InvitationRoutes): Router {
  const { limits, now } = deps
  const router = Router()
  const actorOf = (req: Request) => ({ access: accessWith(req, 'inviteMembers'), now: now() })
  const countMails = ({ ip }: Request, organizationId: string, points = 1) =>
    limits.count('invite', { address: ip, account: organizationId, points })

  router.post('/', requireJson, async (req, res) => {
    const actor = actorOf(req)
    const invitees = read(Invitees, req)
    await countMails(req, actor.access.organizationId, invitees.emails.length)
    const { sent, refused } = await invite(deps, actor, invitees)
    res.status(201).json({ sent, refused: refused.map(writtenFor(req)) })
  })

  router.post('/:id/resend', async (req, res) => {
    const actor = actorOf(req)
    const id = idOf(req, invitations)
    await countMails(req, actor.access.organizationId)
    sendRecord(res, await resendInvitation(deps, actor, id))
  })

  router.post('/:id/link', async (req, res) => {
    res.json(await invitationLink(deps, actorOf(req), idOf(req, invitations)))
  })

  return router
}
