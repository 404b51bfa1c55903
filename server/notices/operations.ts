import { z } from 'zod'
import { json, persons, type OperationGroup } from '../openapi/operation.ts'
import { pageParameters } from '../openapi/parameters.ts'
import { count, id, instant, titles } from '../openapi/schemas.ts'
import { NoticeChoice, noticeKinds } from '../resources/noticeKinds.ts'
import { ReadWanted } from './routes.ts'

const Notice = z.object({
  id: id(),
  kind: z.enum(noticeKinds),
  resource: z.string().nullable(),
  recordId: id().nullable(),
  title: z.string().nullable(),
  on: z.object({ resource: z.string(), id: id(), title: z.string().nullable() }).nullable(),
  actorId: id().nullable(),
  data: z.looseObject({}).describe('What each kind tells besides; nothing when the record is not there any more.'),
  createdAt: instant(),
  readAt: instant().nullable(),
  isOpen: z.boolean().describe('Whether the record is there for the reader.'),
  _titles: titles(),
})
const ways = z.object({ app: z.boolean(), mail: z.boolean() })
const Settings = z.object(Object.fromEntries(noticeKinds.map((kind) => [kind, ways])))

/** `/api/notices`. */
export const noticeOperations: OperationGroup = {
  tag: 'notices',
  description: 'A person’s own inbox in the organization.',
  operations: [
    {
      at: 'GET /api/notices',
      summary: 'A page of notices, newest first',
      audience: persons,
      query: pageParameters,
      answers: { 200: { body: z.array(Notice), headers: ['X-Total-Count', 'X-Unread-Count'] } },
    },
    {
      at: 'POST /api/notices/read',
      summary: 'Marks some or all as read',
      audience: persons,
      body: json(ReadWanted),
      answers: { 200: { body: z.object({ unread: count() }) } },
      problems: ['validation'],
    },
    {
      at: 'GET /api/notices/settings',
      summary: 'What is told in the app and by mail',
      audience: persons,
      answers: { 200: { body: Settings } },
    },
    {
      at: 'PATCH /api/notices/settings',
      summary: 'Changes it; what is left out stays',
      audience: persons,
      body: json(NoticeChoice),
      answers: { 200: { body: Settings } },
      problems: ['validation'],
    },
  ],
}
