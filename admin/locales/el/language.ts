import { el as words } from '../../../server/resources/labels/el.ts'
import { faults } from '../../../server/resources/labels/faults.el.ts'
import type { Language } from '../language.ts'
import { forms } from './forms.ts'
import { el as texts } from './index.ts'

export const language: Language = {
  texts,
  later: async () => (await import('./later.ts')).later,
  words,
  faults,
  forms,
}
