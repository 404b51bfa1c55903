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

/** The texts of the screens, one file for each part of them. */
export const en = {
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
