import type { en } from '../en/index.ts'
import type { Covers } from '../language.ts'
import frame from './frame.json'
import signIn from './signIn.json'
import page from './page.json'
import records from './records.json'
import imports from './import.json'
import account from './account.json'
import organization from './organization.json'
import tasks from './tasks.json'
import notices from './notices.json'
import calendar from './calendar.json'
import live from './live.json'
import dashboard from './dashboard.json'
import media from './media.json'
import clients from './clients.json'

/** The texts of the screens in Greek. */
export const el = {
  ...frame,
  ...signIn,
  ...page,
  ...records,
  ...imports,
  ...account,
  ...organization,
  ...tasks,
  ...notices,
  ...calendar,
  ...live,
  ...dashboard,
  ...media,
  ...clients,
}

/** Both languages have the same keys: one missing or too many does not compile, here. */
export type SameKeys = [Covers<typeof el, typeof en>, Covers<typeof en, typeof el>]
