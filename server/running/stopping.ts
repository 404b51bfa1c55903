import type { RequestHandler } from 'express'
import type { Server } from 'node:http'

/** Whether this process is on its way out; one object, shared by all who must know. */
export interface Stopping {
  isStopping: boolean
}

/** While stopping, every answer is the last on its connection, so that its client goes elsewhere with the next request. */
export function lastAnswers(stopping: Stopping): RequestHandler {
  return (_req, res, next) => {
    if (stopping.isStopping) res.set('Connection', 'close')
    next()
  }
}

/** Stops accepting, lets running requests finish, and cuts those that are still there after `patience` milliseconds. */
export async function finish(server: Server, patience: number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  const idle = setInterval(() => server.closeIdleConnections(), 50)
  const cut = setTimeout(() => server.closeAllConnections(), patience)
  await closed
  clearInterval(idle)
  clearTimeout(cut)
}
