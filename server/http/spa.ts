import { join } from 'node:path'
import express, { Router } from 'express'
import expressStaticGzip from 'express-static-gzip'

/** The built SPA: hashed files for ever and compressed as built, the page itself never from a cache, every other address the page. */
export function spaRoutes(folder: string): Router {
  const router = Router()
  const hashed = { immutable: true, maxAge: '1y', index: false, fallthrough: false } as const
  router.use(
    '/assets',
    expressStaticGzip(join(folder, 'assets'), {
      enableBrotli: true,
      orderPreference: ['br', 'gz'],
      index: false,
      serveStatic: hashed,
    }),
  )
  router.use(express.static(folder, { index: false }))
  router.get('/{*path}', (_req, res) => {
    res.set('Cache-Control', 'no-cache').sendFile(join(folder, 'index.html'))
  })
  return router
}
