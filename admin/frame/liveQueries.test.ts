import { describe, expect, test } from 'vitest'
import type { Change } from '../providers/liveStream.ts'
import { isOutdated } from './liveQueries.ts'

const key = (resource: string, ...rest: unknown[]) => ['data', 'default', resource, ...rest]
const clients = key('clients', 'list', { filters: [] })
const edit = (resource: string, id: string | null = 'a'): Change[] => [{ resource, id, kind: 'edit' }]

describe('which queries a change makes out of date', () => {
  test('the lists and counts of its resource', () => {
    expect(isOutdated(clients, undefined, edit('clients'))).toBe(true)
    expect(isOutdated(key('tasks', 'counts', null), undefined, edit('tasks'))).toBe(true)
    expect(isOutdated(clients, undefined, edit('properties'))).toBe(false)
    expect(isOutdated(key('client-relationships', 'list', {}), undefined, edit('clients'))).toBe(false)
  })

  test('of single records those named, or all when none is', () => {
    const one = key('clients', 'one', 'a', {})
    expect(isOutdated(one, undefined, edit('clients', 'a'))).toBe(true)
    expect(isOutdated(one, undefined, edit('clients', 'b'))).toBe(false)
    expect(isOutdated(one, undefined, edit('clients', null))).toBe(true)
    expect(isOutdated(key('clients', 'many', ['a', 'b'], {}), undefined, edit('clients', 'b'))).toBe(true)
    expect(isOutdated(key('clients', 'many', ['a', 'b'], {}), undefined, edit('clients', 'c'))).toBe(false)
  })

  test('what stands below a record, also by changes of records that refer to its kind', () => {
    const history = key('clients/a/history', 'list', {})
    expect(isOutdated(history, undefined, edit('clients', 'a'))).toBe(true)
    expect(isOutdated(history, undefined, edit('clients', 'b'))).toBe(false)
    expect(isOutdated(key('clients/a/timeline', 'list', {}), undefined, edit('notes'))).toBe(true)
    expect(isOutdated(key('clients/a/timeline', 'list', {}), undefined, edit('media'))).toBe(false)
  })

  test('the feed and the audit by anything, and what says so itself', () => {
    expect(isOutdated(key('feed', 'list', {}), undefined, edit('tasks'))).toBe(true)
    expect(isOutdated(key('feed', 'list', {}), undefined, edit('notices'))).toBe(false)
    const custom = ['data', 'default', 'custom', 'get', '/api/dashboard']
    expect(isOutdated(custom, undefined, edit('tasks'))).toBe(false)
    expect(isOutdated(custom, ['tasks'], edit('tasks'))).toBe(true)
    expect(isOutdated(custom, ['*'], edit('clients'))).toBe(true)
  })
})
