import { tellAssigned } from '../notices/assigned.ts'
import type { Hooks } from './hooks.ts'

/** `completedAt` follows the status; whoever is given a task is told. */
export const tasks: Hooks = {
  beforeWrite({ before, after, now }) {
    if (before?.['status'] !== after['status']) {
      after['completedAt'] = after['status'] === 'COMPLETED' ? now.toISOString() : null
    }
    return []
  },
  afterWrite: tellAssigned,
}
