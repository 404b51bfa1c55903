import { Router } from 'express'
import type { Database } from '../database/index.ts'
import { pendingMigrations } from '../database/migrate.ts'
import { proveIsolation } from '../database/proof.ts'
import type { Stopping } from '../running/stopping.ts'
import { shared, within } from '../running/within.ts'

/** Milliseconds; a proof takes some statements, on a pool that others use too. */
const patience = 5000

/** `/healthz`: the process answers. `/readyz`: it goes on, and the database is reachable, migrated, and isolates. */
export function healthRoutes(database: Database, stopping: Stopping): Router {
  const router = Router()
  // Anybody may ask as often as they like.
  const proof = shared(async () => {
    await proveIsolation(database.pool)
    const pending = await pendingMigrations(database.pool)
    if (pending.length > 0) throw new Error(`Migrations are pending: ${pending.join(', ')}`)
  })
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' })
  })
  router.get('/readyz', async (req, res) => {
    if (stopping.isStopping) return void res.status(503).json({ status: 'stopping' })
    try {
      await within(patience, proof(), 'The database')
      res.json({ status: 'ready' })
    } catch (error) {
      req.log.error({ err: error }, 'not ready')
      res.status(503).json({ status: 'not ready' })
    }
  })
  return router
}
