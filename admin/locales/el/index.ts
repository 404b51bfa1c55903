import type { en } from '../en/index.ts'
import type { Covers } from '../language.ts'
import frame from './frame.json'
import signIn from './signIn.json'
import page from './page.json'
import records from './records.json'
import organization from './organization.json'
import tasks from './tasks.json'
import notices from './notices.json'
import live from './live.json'

/** The texts that a first screen may need, in Greek, one file for each part of them. */
export const el = { ...frame, ...signIn, ...page, ...records, ...organization, ...tasks, ...notices, ...live }

/** Both languages have the same keys: one missing or too many does not compile, here. */
export type SameKeys = [Covers<typeof el, typeof en>, Covers<typeof en, typeof el>]
