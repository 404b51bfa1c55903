import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { pinoHttp } from 'pino-http'
import { validate as isUuid } from 'uuid'
import { describeError } from './log.ts'
import { pathSegments, routeOf } from './route.ts'

/** Asked every few seconds by those who watch over the server. */
const asked = new Set(['/healthz', '/readyz', '/metrics'])

/**
 * Gives each request an id, told in `X-Request-Id`, and logs it when it has been answered: by the pattern of its route and
 * the ids in it, with organization and person. No address, headers, query or body: they hold what people look for and who they are.
 */
export function requestLog(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    wrapSerializers: false,
    serializers: {
      req: ({ id, method }: { id: string; method: string }) => ({ id, method }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      err: describeError,
    },
    genReqId(_req, res) {
      const id = randomUUID()
      res.setHeader('X-Request-Id', id)
      return id
    },
    customSuccessObject: (req, _res, told: object) => ({ ...told, ...whoAndWhat(req as Request) }),
    customErrorObject: (req, res, _error, told: { responseTime?: number }) => ({
      res,
      responseTime: told.responseTime,
      ...whoAndWhat(req as Request),
    }),
    autoLogging: log.isLevelEnabled('info') && { ignore: ({ url }) => asked.has(url) },
  })
}

/** Who asks for what, by ids. */
export function whoAndWhat(req: Request): object {
  const ids = pathSegments(req).filter((segment) => isUuid(segment))
  return {
    route: routeOf(req),
    ...(ids.length > 0 && { ids }),
    organizationId: req.access?.organizationId,
    userId: req.signedIn?.userId,
  }
}
