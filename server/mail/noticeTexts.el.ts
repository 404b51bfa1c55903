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

const notYou = 'Εσείς επιλέγετε τι λαμβάνετε με e-mail: ανοίξτε το καμπανάκι στο Oikion και έπειτα «Τι θα λαμβάνετε».'
const reason = (organization: string) => `Λάβατε αυτό το μήνυμα ως μέλος του οργανισμού «${organization}».`
const tasks = (count: number) => `${count} εκκρεμότητες`

/** The mails in Greek that tell members of what concerns them. */
export const noticeLetters: NoticeLetters = {
  'task-assigned': ({ organization, actor, count, title, due }) => ({
    subject: count === 1 ? `Νέα εκκρεμότητα: ${title}` : `${tasks(count)} για εσάς`,
    preview: `Από: ${actor}`,
    heading: count === 1 ? 'Έχετε μια νέα εκκρεμότητα' : `Έχετε ${tasks(count)} ακόμη`,
    lead: [count === 1 ? 'Σας ανατέθηκε μια εκκρεμότητα.' : `Σας ανατέθηκαν ${tasks(count)}.`],
    facts: [
      ...(count === 1 ? [['Εκκρεμότητα', title] as [string, string]] : []),
      ...(due ? [['Προθεσμία', due] as [string, string]] : []),
      ['Ανάθεση από', actor],
      ['Οργανισμός', organization],
    ],
    button: count === 1 ? 'Προβολή εκκρεμότητας' : 'Προβολή εκκρεμοτήτων',
    notYou,
    reason: reason(organization),
  }),
  'task-due': ({ organization, count, tasks: named }) => ({
    subject: count === 1 ? `Λήγει η προθεσμία: ${named[0]?.title ?? ''}` : `Λήγει η προθεσμία για ${tasks(count)}`,
    preview: named.map(({ title }) => title).join(' · '),
    heading: count === 1 ? 'Λήγει η προθεσμία μιας εκκρεμότητας' : `Λήγει η προθεσμία για ${tasks(count)}`,
    lead: [
      `Στον οργανισμό «${organization}» έχετε να ολοκληρώσετε:`,
      ...(count > named.length ? [`Αυτές είναι οι πρώτες ${named.length}.`] : []),
    ],
    facts: named.map(({ title, due }): [string, string] => [due, title]),
    button: count === 1 ? 'Προβολή εκκρεμότητας' : 'Προβολή εκκρεμοτήτων',
    notYou,
    reason: reason(organization),
  }),
  mentioned: ({ organization, actor, excerpt, on }) => ({
    subject: on ? `Αναφορά σε εσάς: ${on}` : 'Αναφορά σε εσάς σε σημείωση',
    preview: `${actor}: ${excerpt}`,
    heading: 'Σας ανέφεραν σε μια σημείωση',
    lead: [`«${excerpt}»`],
    facts: [['Από', actor], ...(on ? [['Σχετικά με', on] as [string, string]] : []), ['Οργανισμός', organization]],
    button: 'Προβολή σημείωσης',
    notYou,
    reason: reason(organization),
  }),
  'import-finished': ({ organization, fileName, isDone, imported, refused }) => ({
    subject: isDone ? `Η εισαγωγή ολοκληρώθηκε: ${fileName}` : `Η εισαγωγή απέτυχε: ${fileName}`,
    preview: isDone ? `${imported} εισήχθησαν, ${refused} απορρίφθηκαν` : 'Δεν εισήχθη τίποτα.',
    heading: isDone ? 'Η εισαγωγή σας ολοκληρώθηκε' : 'Η εισαγωγή σας απέτυχε',
    lead: [
      isDone
        ? 'Το αρχείο εισήχθη. Τις γραμμές που απορρίφθηκαν μπορείτε να τις κατεβάσετε, να τις διορθώσετε και να τις εισαγάγετε ξανά.'
        : 'Δεν εισήχθη τίποτα. Στη σελίδα της εισαγωγής θα δείτε τον λόγο και μπορείτε να την ξεκινήσετε ξανά.',
    ],
    facts: [
      ['Αρχείο', fileName],
      ...(isDone
        ? ([
            ['Εισήχθησαν', String(imported)],
            ['Απορρίφθηκαν', String(refused)],
          ] as [string, string][])
        : []),
      ['Οργανισμός', organization],
    ],
    button: 'Προβολή εισαγωγής',
    notYou,
    reason: reason(organization),
  }),
  'webhook-disabled': ({ organization, name, because }) => ({
    subject: `Απενεργοποιήθηκε webhook: ${name}`,
    preview:
      because === 'gone' ? 'Ο παραλήπτης δηλώνει ότι δεν υπάρχει πια.' : 'Επί μία ημέρα οι αποστολές αποτυγχάνουν.',
    heading: 'Ένα webhook απενεργοποιήθηκε',
    lead: [
      because === 'gone'
        ? 'Ο παραλήπτης απάντησε ότι δεν υπάρχει πια, οπότε δεν του στέλνεται τίποτε άλλο.'
        : 'Επί μία ημέρα όλες οι αποστολές απέτυχαν, οπότε δεν στέλνεται τίποτε άλλο.',
      'Στη σελίδα του φαίνεται τι στάλθηκε και τι απαντήθηκε. Όσα περίμεναν θα σταλούν όταν το ενεργοποιήσετε· όσα άλλαξαν στο μεταξύ, όχι.',
    ],
    facts: [
      ['Webhook', name],
      ['Οργανισμός', organization],
    ],
    button: 'Προβολή webhook',
    notYou,
    reason: reason(organization),
  }),
  'export-finished': ({ organization, title }) => ({
    subject: `Η εξαγωγή είναι έτοιμη: ${title}`,
    preview: 'Μπορείτε να την κατεβάσετε.',
    heading: 'Η εξαγωγή σας είναι έτοιμη',
    lead: ['Όσα ζητήσατε συγκεντρώθηκαν και μπορείτε να τα κατεβάσετε.'],
    facts: [
      ['Εξαγωγή', title],
      ['Οργανισμός', organization],
    ],
    button: 'Προβολή εξαγωγής',
    notYou,
    reason: reason(organization),
  }),
  'payment-failed': ({ organization, amount, until }) => ({
    subject: `Η πληρωμή απέτυχε: ${organization}`,
    preview: `Τακτοποιήστε την έως τις ${until} για να συνεχίσει το πλάνο σας.`,
    heading: 'Η πληρωμή του πλάνου σας απέτυχε',
    lead: [
      `Δεν μπορέσαμε να εισπράξουμε ${amount} για το πλάνο του οργανισμού «${organization}». Ίσως η κάρτα έχει λήξει ή την απέρριψε η τράπεζα.`,
      `Έως τις ${until} όλα συνεχίζουν όπως πριν. Έπειτα ισχύουν τα όρια του πλάνου Free: τίποτα δεν κρύβεται και δεν διαγράφεται, μπορείτε να επεξεργάζεστε και να εξάγετε τα πάντα, αλλά όχι να προσθέτετε νέα.`,
    ],
    facts: [
      ['Ποσό', amount],
      ['Το πλάνο ισχύει έως', until],
      ['Οργανισμός', organization],
    ],
    button: 'Τακτοποίηση πληρωμής',
    notYou: 'Έχετε ήδη πληρώσει; Τότε δεν χρειάζεται να κάνετε κάτι.',
    reason: `Λάβατε αυτό το μήνυμα ως ιδιοκτήτης του οργανισμού «${organization}».`,
  }),
}
