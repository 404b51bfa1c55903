import { z } from 'zod'
import { actingInPerson, none, persons, type OperationGroup } from '../openapi/operation.ts'
import { count, instant, reference } from '../openapi/schemas.ts'
import { tasks } from '../resources/tasks.ts'

const due = z.object({ overdue: count(), today: count() })
const TaskCounts = z.object({
  mine: count(),
  all: count(),
  overdue: count(),
  today: count(),
  week: count(),
  done: count(),
  own: due,
  bounds: z.object({ now: instant(), today: instant(), tomorrow: instant(), weekEnd: instant() }),
})

/** `/api/tasks/counts`. */
export const taskOperations: OperationGroup = {
  tag: 'tasks',
  description: '',
  operations: [
    {
      at: 'GET /api/tasks/counts',
      summary: 'How many tasks wait; 10,001 stands for more',
      audience: actingInPerson(tasks, 'list'),
      query: [{ name: 'assignee', description: 'The id of a member, or `me`.', schema: { type: 'string' } }],
      answers: { 200: { body: TaskCounts } },
    },
  ],
}

const moment = { type: 'string', format: 'date-time' }

/** `/api/calendar` and the feed. */
export const calendarOperations: OperationGroup = {
  tag: 'calendar',
  description: 'Tasks and viewings by time, and the secret address by which other programs read one’s own.',
  operations: [
    {
      at: 'GET /api/calendar',
      summary: 'What stands in a range of at most 62 days',
      audience: persons,
      query: [
        { name: 'from', schema: moment, required: true },
        { name: 'to', description: 'Not included.', schema: moment, required: true },
        { name: 'who', schema: { type: 'string', enum: ['all', 'mine'], default: 'all' } },
      ],
      answers: {
        200: {
          body: z.object({
            tasks: z.array(reference('Task')),
            viewings: z.array(reference('Interaction')),
            isCut: z.boolean(),
          }),
        },
      },
    },
    {
      at: 'GET /api/calendar/address',
      summary: 'Whether one has an address',
      audience: persons,
      answers: { 200: { body: z.object({ isSet: z.boolean() }) } },
    },
    {
      at: 'POST /api/calendar/address',
      summary: 'A new address, told once, in place of the one before',
      audience: persons,
      answers: { 201: { body: z.object({ address: z.string() }) } },
    },
    {
      at: 'DELETE /api/calendar/address',
      summary: 'Revokes the address',
      audience: persons,
      answers: { 204: none },
    },
    {
      at: 'GET /calendar/{token}.ics',
      summary: 'One’s own as iCalendar, for programs without a session',
      audience: 'anyone',
      answers: { 200: { type: 'text/calendar', body: { type: 'string' } } },
      problems: ['too-many'],
    },
  ],
}
