import { Router } from 'express'
import type { Database } from '../database/index.ts'
import { pendingMigrations } from '../database/migrate.ts'
import { proveIsolation } from '../database/proof.ts'

/** `/healthz`: the process answers. `/readyz`: the database is reachable, migrated, and isolates. */
export function healthRoutes(database: Database): Router {
  const router = Router()
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' })
  })
  router.get('/readyz', async (req, res) => {
    try {
      await proveIsolation(database.pool)
      const pending = await pendingMigrations(database.pool)
      if (pending.length > 0) throw new Error(`Migrations are pending: ${pending.join(', ')}`)
      res.json({ status: 'ready' })
    } catch (error) {
      req.log.error({ err: error }, 'not ready')
      res.status(503).json({ status: 'not ready' })
    }
  })
  return router
}
