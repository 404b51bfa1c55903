import imports from './import.json'
import account from './account.json'
import administration from './administration.json'
import api from './api.json'
import billing from './billing.json'
import calendar from './calendar.json'
import dashboard from './dashboard.json'
import media from './media.json'
import clients from './clients.json'
import webhooks from './webhooks.json'

/** The texts of screens that are opened later, in English. */
export const later = {
  ...imports,
  ...account,
  ...administration,
  ...api,
  ...billing,
  ...calendar,
  ...dashboard,
  ...media,
  ...clients,
  ...webhooks,
}
