import { Writable } from 'node:stream'
import type { Response } from 'express'

/** So much must be taken in so much time of waiting for the reader. */
export interface Pace {
  bytes: number
  milliseconds: number
}

/** A kilobyte a second, averaged over what network and kernel hold back: any line that a person would wait for is faster. */
export const slowest: Pace = { bytes: 120_000, milliseconds: 120_000 }

/** Of what is written at once: how much has been taken is known no finer. */
const sliceSize = 16 * 1024
const looks = 20

/**
 * What is written here goes out as `res`, in slices. A reader who takes too little of it is cut off: others wait for what is held
 * for this one. Only time that is spent waiting for the reader counts, not that in which there is nothing to send.
 */
export function pacedBy(res: Response, pace: Pace, onTooSlow: (bytes: number) => void): Writable {
  let isWaiting = false
  let waited = 0
  let taken = 0
  let total = 0
  const every = pace.milliseconds / looks
  const looking = setInterval(() => {
    if (!isWaiting) return
    waited += every
    if (waited < pace.milliseconds) return
    if (taken < pace.bytes) {
      onTooSlow(total)
      res.destroy()
    }
    waited = taken = 0
  }, every)

  const send = (slice: Buffer) =>
    new Promise<void>((resolve, reject) => {
      isWaiting = true
      res.write(slice, (error) => {
        isWaiting = false
        taken += slice.length
        total += slice.length
        if (error) reject(error)
        else resolve()
      })
    })
  const sendAll = async (chunk: Buffer) => {
    for (let at = 0; at < chunk.length; at += sliceSize) await send(chunk.subarray(at, at + sliceSize))
  }
  const file = new Writable({
    write(chunk: Buffer, _encoding, done) {
      sendAll(chunk).then(() => done(), done)
    },
  })
  // Whoever writes hears of it by its closing.
  file.on('error', () => undefined).once('close', () => clearInterval(looking))
  res.once('close', () => file.destroy())
  return file
}
