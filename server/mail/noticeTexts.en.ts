import type { Texts } from './texts.ts'

type NoticeLetters = Pick<
  Texts['letters'],
  | 'task-assigned'
  | 'task-due'
  | 'mentioned'
  | 'import-finished'
  | 'export-finished'
  | 'payment-failed'
  | 'webhook-disabled'
>

const notYou = 'What reaches you by mail is for you to choose: open the bell in Oikion, then “What reaches you”.'
const reason = (organization: string) => `You received this mail as a member of ${organization}.`
const tasks = (count: number) => `${count} tasks`

/** The mails in English that tell members of what concerns them. */
export const noticeLetters: NoticeLetters = {
  'task-assigned': ({ organization, actor, count, title, due }) => ({
    subject: count === 1 ? `New task: ${title}` : `${tasks(count)} for you`,
    preview: `From ${actor}`,
    heading: count === 1 ? 'You have a new task' : `You have ${tasks(count)} more`,
    lead: [count === 1 ? `${actor} has given you a task.` : `${actor} has given you ${tasks(count)}.`],
    facts: [
      ...(count === 1 ? [['Task', title] as [string, string]] : []),
      ...(due ? [['Due', due] as [string, string]] : []),
      ['Organization', organization],
    ],
    button: count === 1 ? 'Open task' : 'Open tasks',
    notYou,
    reason: reason(organization),
  }),
  'task-due': ({ organization, count, tasks: named }) => ({
    subject: count === 1 ? `Due: ${named[0]?.title ?? ''}` : `${tasks(count)} are due`,
    preview: named.map(({ title }) => title).join(' · '),
    heading: count === 1 ? 'A task is due' : `${tasks(count)} are due`,
    lead: [
      count === 1 ? `This task in ${organization} is due:` : `These tasks in ${organization} are due:`,
      ...(count > named.length ? [`These are the first ${named.length}.`] : []),
    ],
    facts: named.map(({ title, due }): [string, string] => [due, title]),
    button: count === 1 ? 'Open task' : 'Open tasks',
    notYou,
    reason: reason(organization),
  }),
  mentioned: ({ organization, actor, excerpt, on }) => ({
    subject: on ? `${actor} mentioned you: ${on}` : `${actor} mentioned you`,
    preview: excerpt,
    heading: 'You were mentioned',
    lead: [`${actor} mentioned you in a note:`, `“${excerpt}”`],
    facts: [...(on ? [['About', on] as [string, string]] : []), ['Organization', organization]],
    button: 'Open note',
    notYou,
    reason: reason(organization),
  }),
  'import-finished': ({ organization, fileName, isDone, imported, refused }) => ({
    subject: isDone ? `Import finished: ${fileName}` : `Import failed: ${fileName}`,
    preview: isDone ? `${imported} imported, ${refused} refused` : 'Nothing was imported.',
    heading: isDone ? 'Your import has finished' : 'Your import has failed',
    lead: [
      isDone
        ? 'The file was imported. Rows that were refused can be downloaded, put right and imported again.'
        : 'Nothing was imported. The page of the import says why, and you can start it again from there.',
    ],
    facts: [
      ['File', fileName],
      ...(isDone
        ? ([
            ['Imported', String(imported)],
            ['Refused', String(refused)],
          ] as [string, string][])
        : []),
      ['Organization', organization],
    ],
    button: 'Open import',
    notYou,
    reason: reason(organization),
  }),
  'webhook-disabled': ({ organization, name, because }) => ({
    subject: `Webhook disabled: ${name}`,
    preview:
      because === 'gone' ? 'The receiver says that it is gone.' : 'For a day nothing that was sent to it was taken.',
    heading: 'A webhook was disabled',
    lead: [
      because === 'gone'
        ? 'The receiver answered that it is gone for good, so nothing is sent to it any more.'
        : 'For a day nothing that was sent to it was taken, so nothing is sent to it any more.',
      'Its page shows what was sent and answered. What was waiting is sent once you enable it; changes made meanwhile are not.',
    ],
    facts: [
      ['Webhook', name],
      ['Organization', organization],
    ],
    button: 'Open webhook',
    notYou,
    reason: reason(organization),
  }),
  'export-finished': ({ organization, title }) => ({
    subject: `Export ready: ${title}`,
    preview: 'It can be downloaded now.',
    heading: 'Your export is ready',
    lead: ['What you asked for has been put together and can be downloaded now.'],
    facts: [
      ['Export', title],
      ['Organization', organization],
    ],
    button: 'Open export',
    notYou,
    reason: reason(organization),
  }),
  'payment-failed': ({ organization, amount, until }) => ({
    subject: `Payment failed: ${organization}`,
    preview: `Please pay by ${until}, so that your plan goes on.`,
    heading: 'The payment for your plan failed',
    lead: [
      `We could not collect ${amount} for the plan of ${organization}. Perhaps the card has expired, or the bank has refused it.`,
      `Until ${until} everything goes on as before. After that the limits of the Free plan count: nothing is hidden or deleted, and you can still edit and export everything, but add no more.`,
    ],
    facts: [
      ['Amount', amount],
      ['Your plan counts until', until],
      ['Organization', organization],
    ],
    button: 'See to the payment',
    notYou: 'Have you paid already? Then you need to do nothing.',
    reason: `You received this mail as an owner of ${organization}.`,
  }),
}
