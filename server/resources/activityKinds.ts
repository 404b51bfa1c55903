/** What happens to records, as the feed tells it. */
export const recordKinds = [
  'create',
  'edit',
  'delete',
  'restore',
  'import',
  'merge',
  'unmerge',
  'erase',
  'purge',
] as const

/** What everybody who sees a record may know of it. Who signed in from where, and who took a file away, is the audit's. */
export const historyKinds = [...recordKinds, 'accept', 'leave', 'hand-over', 'transfer'] as const

/** What is written down: changes of records, then what people did to their access. */
export const activityKinds = [
  'create', 'edit', 'delete', 'restore', 'export', 'import', 'merge', 'unmerge', 'erase', 'purge',
  'sign-in', 'sign-in-failed', 'sign-out', 'password', 'second-factor',
  'accept', 'resend', 'copy-link', 'leave', 'hand-over', 'transfer', 'view-as', 'billing',
] as const // prettier-ignore
export type ActivityKind = (typeof activityKinds)[number]
