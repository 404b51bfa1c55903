import type { Request } from 'express'

/**
 * The pattern of the route that answered, such as `/api/clients/:id`, without anything of what was asked. The routers
 * stand at fixed places, so what is in front of the route's own pattern is the same for all; `none` of what no route took.
 */
export function routeOf(req: Request): string {
  const own = (req.route as { path?: unknown } | undefined)?.path
  if (typeof own !== 'string') return 'none'
  if (own.includes('*')) return 'screens'
  const asked = pathSegments(req)
  const pattern = segments(own)
  const place = asked.slice(0, asked.length - pattern.length).map((segment) => segment.toLowerCase())
  return `/${[...place, ...pattern].join('/')}`
}

export const pathSegments = (req: Request) => segments(req.originalUrl.split('?')[0] ?? '')

const segments = (path: string) => path.split('/').filter(Boolean)
