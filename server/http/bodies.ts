import { isUtf8 } from 'node:buffer'
import express, { type RequestHandler } from 'express'
import { Problem } from '../errors.ts'

/** JSON bodies up to 1 MiB; anything that is not UTF-8 is refused rather than mended silently. */
export const readJson: RequestHandler = express.json({
  limit: 1024 * 1024,
  verify(_req, _res, body) {
    if (!isUtf8(body)) throw new Error('The body is not valid UTF-8')
  },
})

/** 415 for a body of another kind, or none. */
export const requireJson: RequestHandler = (req, _res, next) => {
  if (!req.is('application/json')) {
    throw new Problem('unsupported-media-type', 'Send JSON with Content-Type: application/json')
  }
  next()
}
