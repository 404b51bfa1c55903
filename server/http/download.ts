import { finished } from 'node:stream/promises'
import type { Writable } from 'node:stream'
import type { Request, Response } from 'express'
import type { ExportTarget } from '../records/export.ts'
import { pacedBy, slowest, type Pace } from './readerPace.ts'

/** A reader who takes nothing for so long has gone; the connection is wanted by others. */
const patience = 120_000

/** Answers with a file that is made while it is sent. Until `send` opens it, what goes wrong is answered as a problem. */
export async function sendMade(
  { req, res, fileName, pace = slowest }: { req: Request; res: Response; fileName: string; pace?: Pace },
  send: (target: ExportTarget) => Promise<unknown>,
): Promise<void> {
  const left = new AbortController()
  res.once('close', () => left.abort())
  const made: { file?: Writable } = {}
  const open = () => {
    res.attachment(fileName)
    res.setTimeout(patience, () => res.destroy())
    made.file = pacedBy(res, pace, (bytes) =>
      req.log.warn({ bytes, pace }, 'the reader of a file took too little of it and was cut off'),
    )
    return made.file
  }
  try {
    await send({ open, signal: left.signal })
    if (made.file) await finished(made.file.end())
    res.end()
  } catch (error) {
    // A file that breaks off must look broken: a clean end would pass for the whole.
    const isGone = left.signal.aborted || req.socket.destroyed
    if (!res.headersSent && !isGone) throw error
    if (!isGone) req.log.error({ err: error }, 'export broke off')
    res.destroy()
  }
}
