import type { Request, Response } from 'express'
import type { ExportTarget } from '../records/export.ts'

/** A reader who takes nothing for so long has gone; the connection is wanted by others. */
const patience = 120_000

/** Answers with a file that is made while it is sent. Until `send` opens it, what goes wrong is answered as a problem. */
export async function sendMade(
  { req, res, fileName }: { req: Request; res: Response; fileName: string },
  send: (target: ExportTarget) => Promise<unknown>,
): Promise<void> {
  const left = new AbortController()
  res.once('close', () => left.abort())
  const open = () => {
    res.attachment(fileName)
    return res.setTimeout(patience, () => res.destroy())
  }
  try {
    await send({ open, signal: left.signal })
    res.end()
  } catch (error) {
    // A file that breaks off must look broken: a clean end would pass for the whole.
    if (!res.headersSent && !left.signal.aborted) throw error
    if (!left.signal.aborted) req.log.error({ err: error }, 'export broke off')
    res.destroy()
  }
}
