import { afterAll, expect, it } from 'vitest'
import { resources } from '../../../server/resources/index.ts'
import { listQuery } from '../../providers/data.ts'
import { crudFilters } from '../../records/listCall.ts'
import { readState } from '../../records/listState.ts'
import { listAddress } from './listAddress.ts'

const zone = process.env['TZ']
afterAll(() => {
  process.env['TZ'] = zone
})

/** One of each kind that the server's dashboard makes. */
const links = [
  ['tasks', 'assigneeId=me&status=PENDING&dueAt_lte=2026-11-01T08:15:29.999Z'],
  [
    'interactions',
    'interactionType=VIEWING&occurredAt_gte=2026-10-31T22:00:00.000Z&occurredAt_lte=2026-11-07T21:59:59.999Z',
  ],
  ['properties', 'agentId=me'],
  ['properties', 'status=ACTIVE&status=UNDER_OFFER&propertyType=LAND&transactionType=SALE'],
  ['properties', 'status=ACTIVE&publishedAt_null=true'],
  ['properties', 'transactionType=RENT&transactionType=SHORT_LET&closedAt_gte=2026-03-31T21:00:00.000Z&closedAt_lte=2026-04-30T20:59:59.999Z'], // prettier-ignore
  ['feed', 'createdBy=0189f7f0-0000-7000-8000-000000000000&kind=create&createdAt_gte=2026-10-02T21:00:00.000Z'],
] as const

for (const timeZone of ['Europe/Athens', 'UTC', 'America/New_York']) {
  it(`the list at a number’s address asks for what the number counts, read in ${timeZone}`, () => {
    process.env['TZ'] = timeZone
    for (const [resource, query] of links) {
      const address = new URL(listAddress('agency', { resource, query }), 'http://oikion.test')
      const { state, ignored } = readState(resources[resource]!, address.searchParams)
      expect(ignored).toEqual([])
      const asked = listQuery(crudFilters(resources[resource]!, state))
      const sorted = (params: URLSearchParams) => [...params].map(String).sort()
      expect(sorted(asked)).toEqual(sorted(new URLSearchParams(query)))
    }
  })
}

it('days are written as days where they are the reader’s', () => {
  process.env['TZ'] = 'Europe/Athens'
  const [, query] = links[1]
  expect(listAddress('agency', { resource: 'interactions', query }, 'occurredAt')).toBe(
    '/o/agency/interactions?interactionType=VIEWING&occurredAt_gte=2026-11-01&occurredAt_lte=2026-11-07&sort=occurredAt',
  )
  expect(listAddress('agency', { resource: 'tasks', query: 'status=PENDING' })).toBe(
    '/o/agency/tasks/table?status=PENDING',
  )
})
