import { en as words } from '../../../server/resources/labels/en.ts'
import type { Language } from '../language.ts'
import { en as texts } from './index.ts'

export const language: Language = {
  texts,
  later: async () => (await import('./later.ts')).later,
  words,
  faults: {},
  forms: {},
}
