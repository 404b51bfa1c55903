import { Router } from 'express'
import { deviceName } from '../auth/devices.ts'
import { endSessionsOf, type Device } from '../auth/sessions.ts'
import type { SignInDeps } from '../auth/strategies.ts'
import { sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import { personOf } from '../http/organization.ts'

interface SessionRow {
  sess: { key: string; device: Device; signedInAt: number; renewedAt: number }
}

/** `/sessions`: one's devices. A session's real id never leaves the server. */
export function sessionRoutes({ database }: SignInDeps): Router {
  const router = Router()

  router.get('/', async (req, res) => {
    const rows = await database.ask<SessionRow>(sql`
      select sess from session
      where (sess #>> '{passport,user}') = ${personOf(req).userId}::text and expire > now() and sess ->> 'key' is not null
      order by (sess ->> 'renewedAt')::bigint desc`)
    res.json(
      rows.map(({ sess: { key, device, signedInAt, renewedAt } }) => ({
        id: key,
        device: deviceName(device.agent),
        address: device.address,
        signedInAt: new Date(signedInAt).toISOString(),
        lastSeenAt: new Date(renewedAt).toISOString(),
        isCurrent: key === req.session.key,
      })),
    )
  })

  router.delete('/', async (req, res) => {
    await database.ask(endSessionsOf(personOf(req).userId, req.sessionID))
    res.status(204).end()
  })

  router.delete('/:id', async (req, res) => {
    // Texts of PostgreSQL hold no NUL, so it is no session's.
    if (req.params.id.includes('\0')) throw notFound('sessions')
    const ended = await database.ask(sql`
      delete from session where (sess #>> '{passport,user}') = ${personOf(req).userId}::text and sess ->> 'key' = ${req.params.id}
      returning sid`)
    if (ended.length === 0) throw notFound('sessions')
    res.status(204).end()
  })
  return router
}
