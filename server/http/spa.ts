import { join } from 'node:path'
import express, { Router } from 'express'

/** The built SPA: hashed files for ever, the page itself never from a cache, every other address the page. */
export function spaRoutes(folder: string): Router {
  const router = Router()
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, fallthrough: false }),
  )
  router.use(express.static(folder, { index: false }))
  router.get('/{*path}', (_req, res) => {
    res.set('Cache-Control', 'no-cache').sendFile(join(folder, 'index.html'))
  })
  return router
}
