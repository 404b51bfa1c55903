import { Problem } from '../errors.ts'
import type { Hooks } from './hooks.ts'

export const apiTokens: Hooks = {
  beforeRemove({ kind }) {
    if (kind === 'restore') throw new Problem('conflict', 'A revoked token stays revoked; make a new one')
  },
}
