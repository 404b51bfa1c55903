import type { Row, TenantTransaction } from '../database/tenant.ts'
import type { Actor } from '../records/actor.ts'
import { tasks } from '../resources/tasks.ts'
import { notify, type NewNotice } from './notify.ts'

interface WrittenTask {
  before: Row | null
  after: Row
}

/**
 * Tells members of the tasks that somebody else has just given them; several at once in one notice. What a file brings
 * along is told to nobody: it is the state of another system, not somebody's word.
 */
export async function tellAssigned(tx: TenantTransaction, written: WrittenTask[], actor: Actor): Promise<void> {
  const { access, now, importId } = actor
  if (importId) return
  const given = new Map<string, Row[]>()
  for (const { after } of written.filter(isGiven)) {
    const assignee = String(after['assigneeId'])
    if (assignee !== access.memberId) given.set(assignee, [...(given.get(assignee) ?? []), after])
  }
  const notices = [...given].map(([memberId, some]) => noticeOf(memberId, some))
  await notify(tx, notices, { actorId: access.memberId, now })
}

/** Open, not in the trash, and with another assignee than before. */
function isGiven({ before, after }: WrittenTask): boolean {
  const isOpen = after['status'] === 'PENDING' && !after['deletedAt']
  return isOpen && Boolean(after['assigneeId']) && before?.['assigneeId'] !== after['assigneeId']
}

function noticeOf(memberId: string, given: Row[]): NewNotice {
  const [only, ...others] = given
  const isOne = only !== undefined && others.length === 0
  const dueAt = isOne && typeof only['dueAt'] === 'string' ? only['dueAt'] : null
  const about = isOne ? { resource: tasks.name, id: String(only['id']), title: String(only['title']) } : null
  return { kind: 'assigned', memberId, about, data: { count: given.length, dueAt } }
}
