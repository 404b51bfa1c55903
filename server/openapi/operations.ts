import { accountOperations } from '../account/operations.ts'
import { authOperations } from '../auth/operations.ts'
import { billingOperations } from '../billing/operations.ts'
import { calendarOperations, taskOperations } from '../calendar/operations.ts'
import { clientOperations } from '../clients/operations.ts'
import { dashboardOperations } from '../dashboard/operations.ts'
import { fileOperations, mediaOperations } from '../files/operations.ts'
import { jobOperations, searchOperations, serverOperations } from '../http/operations.ts'
import { importOperations } from '../imports/operations.ts'
import { liveOperations } from '../live/operations.ts'
import { noticeOperations } from '../notices/operations.ts'
import {
  invitationOperations,
  memberOperations,
  organizationOperations,
  tokenOperations,
} from '../organizations/operations.ts'
import { webhookOperations } from '../webhooks/operations.ts'
import type { Definition } from '../resources/define.ts'
import { resources } from '../resources/index.ts'
import type { OperationGroup } from './operation.ts'
import { recordOperations } from './records.ts'

/** What routes declare beside them. A route that is in none of these fails `openapi.test.ts`. */
const declared: readonly OperationGroup[] = [
  clientOperations,
  mediaOperations,
  taskOperations,
  memberOperations,
  invitationOperations,
  tokenOperations,
  webhookOperations,
  importOperations,
  fileOperations,
  searchOperations,
  dashboardOperations,
  calendarOperations,
  noticeOperations,
  liveOperations,
  jobOperations,
  organizationOperations,
  billingOperations,
  accountOperations,
  authOperations,
  serverOperations,
]

/** Every operation of the API, those of one heading together. What is declared stands in front of the engine's own. */
export function operationGroups(): OperationGroup[] {
  const groups = new Map<string, OperationGroup>()
  // What people work with comes before what hangs on it, and that before the organization's own.
  const ordered = Object.values(resources).toSorted((a, b) => placeOf(a) - placeOf(b))
  const generic = ordered.map(recordOperations)
  for (const group of [...generic, ...declared]) {
    const known = groups.get(group.tag)
    groups.set(group.tag, known ? { ...known, operations: merged(known, group) } : group)
  }
  return [...groups.values()]
}

const placeOf = ({ section }: Definition) => [undefined, 'related', 'organization'].indexOf(section)

const merged = ({ operations: generic }: OperationGroup, { operations: own }: OperationGroup) => [
  ...generic.filter(({ at }) => !own.some((operation) => operation.at === at)),
  ...own,
]
