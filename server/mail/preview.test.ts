import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newNonce } from '../auth/secrets.ts'
import { TestClient } from '../test/testClient.ts'
import { mailApp, publicUrl, secrets } from './mailApp.ts'

let app: Awaited<ReturnType<typeof mailApp>>
let server: Server
let client: TestClient
beforeAll(async () => {
  app = await mailApp({ withKey: false })
  server = createServer(express().use(app.previewRoutes())).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  client = new TestClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await app.close()
})

const queue = (recipient: string, nonce = newNonce()) =>
  app.queue({ kind: 'sign-up', recipient, locale: 'en', data: {}, nonce })

it('the outbox as JSON: one reader’s mails, newest first, with link and text', async () => {
  const nonce = newNonce()
  const first = await queue('anna@example.com')
  const second = await queue('anna@example.com', nonce)
  await queue('other@example.com')
  const answer = await client.get('/dev/mails.json?to=anna%40example.com')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const link = `${publicUrl}/confirm-sign-up#${secrets.tokenOf(nonce)}`
  expect(answer.json).toMatchObject([
    { id: second, kind: 'sign-up', recipient: 'anna@example.com', link, text: expect.stringContaining(link) },
    { id: first, state: 'kept', subject: 'Confirm your e-mail address', createdAt: expect.stringMatching(/Z$/) },
  ])
})

it('the pages: what is queued, kept or refused, and each mail with both parts in a frame without scripts', async () => {
  const data = {
    organization: '<script>alert(1)</script>',
    inviter: 'Anna',
    role: 'AGENT',
    expiresAt: '2026-12-02T10:14:00Z',
  }
  const recipient = '<i>@example.com'
  const id = await app.queue({ kind: 'invitation', recipient, locale: 'el', data, nonce: newNonce() })
  await app.attempt(id)
  const list = await client.get('/dev/mails')
  expect(list.text).toContain(`href="/dev/mails/${id}"`)
  expect(list.text).toContain('failed: the invitation is not open any more')
  const page = await client.get(`/dev/mails/${id}`)
  expect(page.text).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"')
  expect(page.text).toContain('&lt;base target=&quot;_blank&quot;&gt;')
  for (const { text } of [list, page]) expect(text).not.toMatch(/<script|<i>/)
})

it('a mail that is not there is 404', async () => {
  expect((await client.get('/dev/mails/none')).status).toBe(404)
})
