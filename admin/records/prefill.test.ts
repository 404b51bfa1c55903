import { expect, test } from 'vitest'
import type { Definition } from '../../server/resources/define.ts'
import { interactions } from '../../server/resources/interactions.ts'
import { properties } from '../../server/resources/properties.ts'
import { tasks } from '../../server/resources/tasks.ts'
import { prefilled } from './prefill.ts'

const me = '0189f7f0-0000-7000-8000-000000000001'
const from = (definition: Definition, query: string) => prefilled(definition, new URLSearchParams(query), me)

test('parameters named like writable fields become values of their kinds', () => {
  const query = 'dueAt=2026-11-25T09:00:00.000Z&assigneeId=me&title=Call'
  expect(from(tasks, query)).toEqual({ dueAt: '2026-11-25T09:00:00.000Z', assigneeId: me, title: 'Call' })
  expect(from(interactions, `interactionType=VIEWING&clientId=${me}`)).toEqual({
    interactionType: 'VIEWING',
    clientId: me,
  })
  expect(from(properties, 'listPrice=250000&bedroomsTotal=3&features=ELEVATOR')).toMatchObject({
    listPrice: 250000,
    bedroomsTotal: 3,
  })
})

test('what does not fit, is read only or unknown is left out', () => {
  const query = 'dueAt=tomorrow&assigneeId=x&status=LATER&completedAt=2026-11-25T09:00:00.000Z&other=1&version=3'
  expect(from(tasks, query)).toEqual({})
  expect(from(properties, 'listPrice=-5&bedroomsTotal=many&yearBuilt=')).toEqual({})
})
