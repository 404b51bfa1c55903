import { persons, type OperationGroup } from '../openapi/operation.ts'

/** `/api/live`. */
export const liveOperations: OperationGroup = {
  tag: 'live',
  description: 'What changes, while it changes.',
  operations: [
    {
      at: 'GET /api/live',
      summary: 'A stream of server-sent events that does not end',
      description:
        'The data of each is a list `[{ resource, id, kind }]`: where something changed, never what stands there. `event: reset` says that there is too much to tell; then look at everything anew.',
      audience: persons,
      headers: ['Last-Event-ID'],
      query: [{ name: '_last', description: 'The same as `Last-Event-ID`.', schema: { type: 'string' } }],
      answers: { 200: { type: 'text/event-stream', body: { type: 'string' } } },
      problems: ['too-many'],
    },
  ],
}
