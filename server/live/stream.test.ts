import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import type { Access } from '../records/access.ts'
import { Stream } from './stream.ts'

test('who does not read is sent away, and little waits for them in memory', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').pause()
  socket.write('GET / HTTP/1.1\r\nHost: test\r\n\r\n')
  const [, res] = (await once(server, 'request')) as [unknown, import('node:http').ServerResponse]
  const stream = new Stream(res, { access: {} as Access, sessionId: '', since: undefined })
  stream.open('1:1:', [])
  const change = { resource: 'clients', id: '0189f7f0-0000-7000-8000-000000000000', kind: 'edit' as const }
  const many = Array.from({ length: 100 }, () => change)
  let most = 0
  // What the operating system takes meanwhile is not ours.
  for (let times = 0; !stream.isOver && times < 10_000; times++) {
    stream.tell('1:1:', many)
    most = Math.max(most, res.writableLength)
  }
  expect(stream.isOver).toBe(true)
  expect(res.destroyed).toBe(true)
  expect(most).toBeLessThan(128 * 1024)
  socket.destroy()
  server.close()
})
