import { on } from 'node:events'
import { pipeline, type Readable } from 'node:stream'
import busboy, { type FileInfo } from 'busboy'
import type { Request } from 'express'
import { Problem } from '../errors.ts'
import { say } from '../messages/message.ts'

export interface SentFile {
  name: string
  /** To be read to its end before the next file is asked for. Ends early, just past the limit, when there is more. */
  source: Readable
}

/** A sender who sends nothing for so long has gone. */
const patience = 60_000

/**
 * The files of a multipart body, one after the other, as they come in; each up to `limit` bytes and one more. Throws 415
 * and 400, the latter also when the sender goes away, which breaks off the file that is being read as well.
 */
export async function* filesOf(req: Request, limit: number): AsyncGenerator<SentFile> {
  if (!req.is('multipart/form-data') || req.get('content-encoding')) {
    throw new Problem('unsupported-media-type', 'Send files as multipart/form-data')
  }
  const form = formOf(req, { fileSize: limit + 1, fields: 20, fieldSize: 1000 })
  // A file may break off while the one before it is still being kept; whoever reads it then, is told.
  form.on('file', (_field, source) => source.on('error', () => undefined))
  const found = on(form, 'file', { close: ['close'] }) as AsyncIterable<
    [field: string, source: Readable, info: FileInfo]
  >
  req.setTimeout(patience, () => req.destroy())
  req.once('end', () => req.setTimeout(0))
  // What goes wrong shows in the form as well, which the loop below listens to.
  pipeline(req, form, () => undefined)
  try {
    for await (const [, source, { filename }] of found) {
      yield { name: written(filename ?? ''), source }
    }
  } catch (error) {
    throw isCutOff(req) ? cutOff() : unreadable(error)
  } finally {
    // When nobody wants the rest, it is let pass, so that the sender can hear the answer.
    if (!req.complete) req.unpipe(form).resume()
  }
}

/** Browsers send these three, and no others, so (HTML: multipart form data). */
const written = (name: string) => name.replace(/%22|%0D|%0A/gi, decodeURIComponent)

/** Whether the sender of a body has gone before its end. */
export const isCutOff = (req: Request) => req.destroyed && !req.complete

export const cutOff = () => new Problem('bad-request', 'The body ended early')

function formOf(req: Request, limits: busboy.Limits) {
  try {
    return busboy({ headers: req.headers, defParamCharset: 'utf8', limits })
  } catch (error) {
    throw unreadable(error)
  }
}

function unreadable(error: unknown): Problem {
  return new Problem('bad-request', say('The form cannot be read: {reason}', { reason: (error as Error).message }))
}
