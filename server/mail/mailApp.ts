import { Writable } from 'node:stream'
import { pino } from 'pino'
import { secretsFrom } from '../auth/secrets.ts'
import { sql } from '../database/sql.ts'
import type { JobResult } from '../jobs/jobs.ts'
import { testApp } from '../test/testApp.ts'
import { queueMail, type MailKind, type NewMail } from './outbox.ts'
import { PlayedResend } from './playedResend.ts'
import { selectMails, type MailRow } from './row.ts'
import { mails } from './start.ts'

export const publicUrl = 'https://oikion.example'
export const secrets = secretsFrom('a secret only this test knows, 32+')

/** A database with the outbox, a played Resend, and the handler between them; what is logged is kept. */
export async function mailApp({ withKey = true, patience = 10_000 } = {}) {
  const app = await testApp()
  const { database } = app
  const resend = new PlayedResend()
  const baseUrl = await resend.start()
  const logged: string[] = []
  const log = pino(
    { level: 'trace' },
    new Writable({
      write(line, _encoding, done) {
        logged.push(String(line))
        done()
      },
    }),
  )
  const settings = { key: 're_test', baseUrl, from: 'Oikion <mail@oikion.example>', patience }
  const parts = mails({ database, secrets, publicUrl, log, resend: withKey ? settings : undefined })

  const rowOf = async (id: string) => {
    const [row] = await database.ask<MailRow & { providerId: string | null }>(
      sql`select m.*, p.provider_id as "providerId" from (${selectMails} where m.id = ${id}::uuid) m join mail p on p.id = m.id`,
    )
    if (!row) throw new Error(`There is no mail ${id}`)
    return row
  }
  return {
    ...app,
    ...parts,
    resend,
    log,
    logged,
    rowOf,
    /** Queues a mail as the application does; answers its id. */
    async queue<K extends MailKind>(mail: NewMail<K>): Promise<string> {
      await database.ask(queueMail(mail))
      const [row] = await database.ask<{ id: string }>(
        sql`select id from mail where recipient = ${mail.recipient} order by created_at desc, id desc limit 1`,
      )
      if (!row) throw new Error('The mail was not queued')
      return row.id
    },
    /** Tries to send a mail as the jobs' loop would for the nth time, counted from 0. */
    attempt(id: string, tries = 0, stop = new AbortController().signal): Promise<JobResult> {
      return parts.handler.run({ lock: `oikion mail ${id}`, mailId: id }, tries, stop)
    },
    async close() {
      await app.close()
      await resend.close()
    },
  }
}
