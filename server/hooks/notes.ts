import { tellMentioned } from '../notices/mentioned.ts'
import type { Hooks } from './hooks.ts'
import { needsClientOrProperty } from './related.ts'

/** A note stands with a client or a property; whom it names is told. */
export const notes: Hooks = {
  beforeWrite: ({ after }) => needsClientOrProperty(after),
  afterWrite: tellMentioned,
}
