import { Router } from 'express'
import type { Database } from '../database/index.ts'
import { sql } from '../database/sql.ts'
import { notFound } from '../errors.ts'
import type { Stationery } from './compose.tsx'
import { selectMails, stateOf, type MailRow, type MailState } from './row.ts'

/** A mail as browser tests read it. */
export interface PreviewedMail {
  id: string
  kind: MailRow['kind']
  recipient: string
  subject: string
  text: string
  link: string | null
  code: string | null
  state: MailState
  createdAt: string
}

/**
 * `/dev/mails`: the outbox as pages and JSON, working links and all. Whoever can open it can sign in as anybody, so it
 * is mounted in development only.
 */
export function mailPreviewRoutes({ database, ...stationery }: Stationery & { database: Database }): Router {
  const router = Router()
  router.use('/dev', (_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  })
  router.get('/dev/mails.json', async (req, res) => {
    const { compose } = await import('./compose.tsx')
    const to = typeof req.query['to'] === 'string' ? req.query['to'] : null
    const mails = await newest(database, to)
    const answer = mails.map(async (mail): Promise<PreviewedMail> => {
      const { id, kind, recipient, createdAt } = mail
      const { subject, text, link, code } = await compose(mail, stationery)
      return {
        id,
        kind,
        recipient,
        subject,
        text,
        link,
        code,
        state: stateOf(mail),
        createdAt: createdAt.toISOString(),
      }
    })
    res.json(await Promise.all(answer))
  })
  router.get('/dev/mails', async (_req, res) => {
    const { listPage } = await import('./previewPages.tsx')
    res.type('html').send(listPage(await newest(database, null)))
  })
  router.get('/dev/mails/:id', async (req, res) => {
    const [mail] = await database.ask<MailRow>(sql`${selectMails} where m.id::text = ${req.params.id}`)
    if (!mail) throw notFound('mails')
    const [{ compose }, { mailPage }] = await Promise.all([import('./compose.tsx'), import('./previewPages.tsx')])
    res.type('html').send(mailPage(mail, await compose(mail, stationery)))
  })
  return router
}

const newest = (database: Database, to: string | null) =>
  database.ask<MailRow>(
    sql`${selectMails} where ${to}::text is null or m.recipient = ${to} order by m.created_at desc, m.id desc limit 100`,
  )
