import type { Hooks } from './hooks.ts'

/** A client can be reached: an e-mail or a phone, after every write. */
export const clients: Hooks = {
  beforeWrite({ after }) {
    if (after['email'] || after['phone']) return []
    return [{ pointer: '/email', detail: 'an e-mail or a phone is needed' }]
  },
}
