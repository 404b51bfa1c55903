import frame from './frame.json'
import signIn from './signIn.json'
import page from './page.json'
import records from './records.json'
import organization from './organization.json'
import tasks from './tasks.json'
import notices from './notices.json'
import live from './live.json'

/** The texts that a first screen may need, in English, one file for each part of them. */
export const en = { ...frame, ...signIn, ...page, ...records, ...organization, ...tasks, ...notices, ...live }
