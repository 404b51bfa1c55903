import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Row } from '../database/tenant.ts'
import { Problem } from '../errors.ts'
import { fold } from '../resources/fold.ts'
import type { Hooks } from './hooks.ts'

/** A client can be reached: an e-mail or a phone, after every write. Phones are kept as E.164 where they can be read. */
export const clients: Hooks = {
  beforeWrite({ before, after }) {
    tidyFacts(before, after)
    if (after['email'] || after['phone']) return []
    return [{ pointer: '/email', detail: 'an e-mail or a phone is needed' }]
  },
  beforeRemove({ kind, record }) {
    if (kind === 'restore' && record['erasedAt']) throw new Problem('conflict', 'An erased client cannot be restored')
  },
}

/** Writes phones and tax number of `after` as they are kept, where they differ from `before`. */
export function tidyFacts(before: Row | null, after: Row): void {
  normalisePhone(before, after, 'phone', 'phoneAsTyped')
  normalisePhone(before, after, 'secondaryPhone', 'secondaryPhoneAsTyped')
  if (typeof after['taxId'] === 'string')
    after['taxId'] = fold(after['taxId'])
      .toUpperCase()
      .replace(/[\s.-]/g, '')
      .replace(/^(EL|GR)(?=\d{9}$)/, '')
}

/** A Greek number unless it says otherwise; what was typed is kept beside it when that is another text. */
function normalisePhone(before: Row | null, after: Row, name: string, typedName: string): void {
  const typed = after[name]
  if (before && before[name] === typed) return
  const parsed = typeof typed === 'string' ? parsePhoneNumberFromString(typed, 'GR') : undefined
  const number = parsed?.isValid() && !parsed.ext ? parsed.number : undefined
  after[name] = number ?? typed ?? null
  after[typedName] = number && number !== typed ? typed : null
}
