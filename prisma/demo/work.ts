import type { ClientPlan } from './clients.ts'
import type { Clock } from './clock.ts'
import type { Plan, Staff } from './plan.ts'
import type { Random } from './random.ts'

const day = 86_400_000

interface Making {
  staff: Staff
  clock: Clock
  clients: ClientPlan[]
  properties: Plan[]
}

/** What is said and done in an agency around its newer records: enough that the screens of the day have something to show. */
export interface DemoWork {
  notes: Plan[]
  interactions: Plan[]
  tasks: Plan[]
}

/** About every eighth property and its owner: calls and viewings behind and ahead, notes, and tasks in every state. */
export function workPlans(random: Random, making: Making): DemoWork {
  const work: DemoWork = { notes: [], interactions: [], tasks: [] }
  const newest = making.properties.slice(-Math.ceil(making.properties.length / 2))
  for (const property of newest.filter(() => random.chance(0.25))) {
    work.interactions.push(...talks(random, making, property))
    if (random.chance(0.6)) work.notes.push(note(random, making, property))
    if (random.chance(0.7)) work.tasks.push(task(random, making, property))
  }
  for (const plans of Object.values(work) as Plan[][]) plans.sort((a, b) => a.at.getTime() - b.at.getTime())
  return work
}

function talks(random: Random, { staff, clock, clients }: Making, property: Plan): Plan[] {
  const times = clock.after(random, property.at, random.int(1, 3))
  return times.map((at, index) => {
    const client = random.pick(clients.filter((known) => known.at <= at))
    const isPlanned = index === times.length - 1 && random.chance(0.4)
    const type = isPlanned ? 'VIEWING' : random.weighted({ CALL: 5, VIEWING: 3, EMAIL: 2, MEETING: 1 })
    const ahead = workingHour(random, clock, random.int(1, 9))
    const body = {
      interactionType: type,
      summary: random.pick(summaries[type]),
      occurredAt: (isPlanned ? ahead : at).toISOString(),
      clientId: client.id,
      propertyId: property.id,
    }
    return { id: random.id(), by: staff.writer(random, at), at, body, edits: [] }
  })
}

function note(random: Random, { staff, clock }: Making, property: Plan): Plan {
  const [at = clock.now] = clock.after(random, property.at, 1)
  const body = { content: random.pick(notes), propertyId: property.id, clientId: property.body['ownerId'] }
  return { id: random.id(), by: staff.writer(random, at), at, body, edits: [] }
}

function task(random: Random, { staff, clock }: Making, property: Plan): Plan {
  const [at = clock.now] = clock.after(random, property.at, 1)
  // One's own: an assignment by others would be mailed.
  const by = staff.seller(random, staff.writer(random, at), at)
  const dueAt = workingHour(random, clock, random.int(-3, 8))
  const isDone = dueAt < clock.now && random.chance(0.6)
  const body = {
    title: random.pick(titles),
    dueAt: dueAt.toISOString(),
    assigneeId: by.id,
    propertyId: property.id,
    clientId: property.body['ownerId'],
  }
  const done = new Date(Math.max(at.getTime() + 3_600_000, Math.min(dueAt.getTime(), clock.now.getTime() - 3_600_000)))
  const edits = isDone ? [{ by, at: done, changes: { status: 'COMPLETED' } }] : []
  return { id: random.id(), by, at, body, edits }
}

/** A full hour of a working day, so many days from now. */
function workingHour(random: Random, { now }: Clock, days: number): Date {
  return new Date(Math.floor(now.getTime() / day + days) * day + random.int(7, 15) * 3_600_000)
}

const summaries: Record<'CALL' | 'EMAIL' | 'MEETING' | 'VIEWING', string[]> = {
  CALL: ['Ρώτησε για την τιμή και τα κοινόχρηστα.', 'Θέλει να το ξαναδεί με τον μηχανικό του.', 'Δεν τον καλύπτει ο όροφος· κρατάμε επαφή.', 'Asked whether the price is final.'],
  EMAIL: ['Έστειλε τα έγγραφα για έλεγχο.', 'Sent floor plans and the energy certificate.', 'Ζήτησε φωτογραφίες από την αυλή.'],
  MEETING: ['Συμφωνήσαμε τους όρους της ανάθεσης.', 'Συνάντηση στο γραφείο για την προσφορά.'],
  VIEWING: ['Υπόδειξη με το ζευγάρι που μετακομίζει την άνοιξη.', 'Υπόδειξη· ενδιαφέρεται για παραθεριστική κατοικία.', 'Viewing with the buyers from London.'],
} // prettier-ignore

const notes = [
  'Τα κλειδιά είναι στη γειτόνισσα του ισογείου, κτυπάμε πριν τις οκτώ.',
  'Ο ιδιοκτήτης προτιμά να μην μπει πινακίδα.',
  'Εκκρεμεί η ηλεκτρονική ταυτότητα του κτιρίου.',
  'The owner is abroad until Easter; calls after nine in the evening.',
  'Η αποθήκη δεν φαίνεται στην κάτοψη, να το ξεκαθαρίσουμε με τον μηχανικό.',
]

const titles = [
  'Να σταλεί η εντολή ανάθεσης',
  'Νέες φωτογραφίες με καλό φως',
  'Τηλέφωνο για την προσφορά',
  'Έλεγχος τίτλων με τον δικηγόρο',
  'Ανανέωση αγγελίας',
  'Prepare the draft of the contract',
  'Να κλείσει ραντεβού υπόδειξης',
]
