import { createServer, type Server } from 'node:http'
import net, { type AddressInfo } from 'node:net'
import express from 'express'
import { afterEach, expect, it } from 'vitest'
import { sendMade } from './download.ts'
import type { Pace } from './readerPace.ts'

let server: Server
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const chunk = Buffer.alloc(256 * 1024, 'x')

/** A server that sends a file of so many chunks, and what it has said of it. */
async function sending(chunks: number, pace: Pace) {
  const said: object[] = []
  const app = express()
  app.get('/', (req, res) => {
    const log = { warn: (facts: object) => said.push(facts), error: (facts: object) => said.push(facts) }
    Object.assign(req, { log })
    return sendMade({ req, res, fileName: 'file.csv', pace }, async ({ open }) => {
      let wake = () => {}
      const file = open()
        .on('drain', () => wake())
        .on('close', () => wake())
      for (let sent = 0; sent < chunks; sent++) {
        if (file.destroyed) throw new Error('The reader has gone')
        if (!file.write(chunk)) {
          await new Promise<void>((resolve) => (wake = resolve))
        }
      }
    })
  })
  server = createServer(app).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return { port: (server.address() as AddressInfo).port, said }
}

/** Reads a piece, rests, and so on; answers what came when the connection is over. */
function reading(port: number, rest: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () =>
      socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
    )
    const parts: Buffer[] = []
    socket.on('data', (part) => {
      parts.push(part)
      socket.pause()
      setTimeout(() => socket.resume(), rest)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(Buffer.concat(parts).toString('latin1')))
  })
}

const isWhole = (answer: string) => answer.endsWith('\r\n0\r\n\r\n')

it('a reader who takes a little now and then, but too little, is cut off, and the log says so', async () => {
  const { port, said } = await sending(400, { bytes: 20_000_000, milliseconds: 500 })
  const began = performance.now()
  const answer = await reading(port, 50)
  expect(isWhole(answer)).toBe(false)
  expect(said).toEqual([expect.objectContaining({ bytes: expect.any(Number) as number })])
  expect(performance.now() - began).toBeLessThan(20_000)
}, 120_000)

it('one who is slow, but not that slow, gets the whole file', async () => {
  const { port, said } = await sending(40, { bytes: 100_000, milliseconds: 2000 })
  const answer = await reading(port, 15)
  expect(isWhole(answer)).toBe(true)
  expect(answer.length).toBeGreaterThan(40 * chunk.length)
  expect(said).toEqual([])
}, 120_000)
