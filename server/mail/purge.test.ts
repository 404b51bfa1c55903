import { afterAll, beforeAll, expect, it } from 'vitest'
import { v7 as uuid } from 'uuid'
import { newNonce } from '../auth/secrets.ts'
import { sql } from '../database/sql.ts'
import { mailApp } from './mailApp.ts'

let app: Awaited<ReturnType<typeof mailApp>>
beforeAll(async () => {
  app = await mailApp()
})
afterAll(() => app.close())

it('mails of 30 days ago and links that ended 30 days ago go; younger ones stay', async () => {
  const ids = [uuid(), uuid()]
  for (const id of ids) {
    await app.queue({ kind: 'sign-up', recipient: `${id}@example.com`, locale: 'el', data: {}, nonce: newNonce() })
    await app.database.ask(sql`insert into one_time_link (id, kind, email, token_hash, data, expires_at)
      values (${id}::uuid, 'sign-up', ${`${id}@example.com`}, ${newNonce()}::bytea, '{}', now())`)
  }
  const aged = `${ids[0]}@example.com`
  await app.database.ask(sql`update mail set created_at = now() - interval '2 days' where recipient = ${aged}`)
  await app.database.ask(sql`update one_time_link set expires_at = now() - interval '2 days' where email = ${aged}`)
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)

  expect(await app.purge(inDays(27))).toEqual({ mails: 0, links: 0 })
  expect(await app.purge(inDays(29))).toEqual({ mails: 1, links: 1 })
  expect(
    await app.database.ask(sql`select recipient as email from mail union select email from one_time_link`),
  ).toEqual([{ email: `${ids[1]}@example.com` }])
  expect(await app.purge(inDays(31))).toEqual({ mails: 1, links: 1 })
})
