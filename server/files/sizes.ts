import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { exits, unpacked, type Made } from './sizesFormat.ts'

/** The picture itself is at fault; another try would end the same. */
export class BrokenPicture extends Error {
  override name = 'BrokenPicture'
}

/** A picture that takes longer is one made to. Milliseconds. */
const patience = 90_000

const program = path.join(import.meta.dirname, 'makeSizes.ts')
const loader = createRequire(import.meta.url).resolve('tsx')

/**
 * Makes the sizes of a picture in a process of its own. Throws BrokenPicture, or another error when it was not the
 * picture's fault; ends the process when `stop` is asked for.
 */
export async function makeSizes(picture: Readable, stop: AbortSignal): Promise<Made> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(patience)])
  const child = spawn(process.execPath, ['--import', loader, program], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // Nothing of the server's own environment, which holds its secrets.
    env: { PATH: process.env['PATH'], NODE_ENV: process.env['NODE_ENV'] },
    signal,
    killSignal: 'SIGKILL',
  })
  const [ended, made, complaints, fed] = await Promise.allSettled([
    once(child, 'close') as Promise<[code: number | null, signal: string | null]>,
    buffer(child.stdout),
    text(child.stderr),
    pipeline(picture, child.stdin),
  ])
  if (ended.status === 'rejected') throw ended.reason as Error
  const [code] = ended.value
  const why = complaints.status === 'fulfilled' ? complaints.value.slice(0, 2000) : ''
  // A picture that was not read to its end is no broken one.
  if (fed.status === 'rejected' && code !== 0 && !isPipe(fed.reason)) throw fed.reason as Error
  if (code === exits.broken) throw new BrokenPicture(why)
  if (code !== 0 || made.status === 'rejected') throw new Error(`Sizes were not made (${code}): ${why}`)
  return unpacked(made.value)
}

/** The program had ended before it took everything; why stands in its own words. */
const isPipe = (error: unknown) =>
  ['EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes((error as { code?: string }).code ?? '')
