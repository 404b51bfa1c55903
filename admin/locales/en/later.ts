import imports from './import.json'
import account from './account.json'
import administration from './administration.json'
import calendar from './calendar.json'
import dashboard from './dashboard.json'
import media from './media.json'
import clients from './clients.json'

/** The texts of screens that are opened later, in English. */
export const later = { ...imports, ...account, ...administration, ...calendar, ...dashboard, ...media, ...clients }
