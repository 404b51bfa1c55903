import type { RequestHandler } from 'express'
import { Problem } from '../errors.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses writes that a browser says come from another site (OWASP: Fetch Metadata, then Origin).
 * Clients that send neither header are not browsers and carry no stolen cookie.
 */
export const refuseCrossSite: RequestHandler = (req, _res, next) => {
  // A token is sent on purpose, by a program; no browser adds it by itself.
  if (req.signedIn?.token) return next()
  if (safe.has(req.method) || isSameSite(req.get('sec-fetch-site'), req.get('origin'), req.get('host'))) return next()
  throw new Problem('cross-site', 'This request came from another site')
}

function isSameSite(fetchSite: string | undefined, origin: string | undefined, host: string | undefined): boolean {
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || fetchSite === 'none'
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === host
}
