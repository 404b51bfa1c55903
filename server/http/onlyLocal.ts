import type { RequestHandler } from 'express'

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** Hides a handler from callers on other machines, also those who come through a proxy on this one. */
export function onlyLocal(handler: RequestHandler): RequestHandler {
  return (req, res, next) => {
    const isLocal = loopback.has(req.socket.remoteAddress ?? '') && req.get('x-forwarded-for') === undefined
    return isLocal ? handler(req, res, next) : next()
  }
}
