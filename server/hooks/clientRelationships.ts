import type { Hooks } from './hooks.ts'

/** Nobody is related to themself; that a pair stands once is the database's unique index. */
export const clientRelationships: Hooks = {
  beforeWrite({ after }) {
    if (after['fromId'] !== after['toId']) return []
    return [{ pointer: '/toId', detail: 'must be another client' }]
  },
}
