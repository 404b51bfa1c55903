import type { en } from './locales/en/index.ts'
import type { later } from './locales/en/later.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en & typeof later }
  }
}
