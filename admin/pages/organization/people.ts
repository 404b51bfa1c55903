import type { Role } from '../../../server/resources/roles.ts'
import type { RecordData } from '../../records/record.ts'

/** A member as the server lists them. The name of somebody whose account is gone is empty. */
export interface Member extends RecordData {
  name: string
  email: string
  role: Role
  lastSeenAt: string | null
  hasSecondFactor: boolean
}

export interface Invitation extends RecordData {
  email: string
  role: Role
  expiresAt: string
  acceptedAt: string | null
}

/** Records by resource name, as the server counts them. */
export type Counts = Record<string, number>

/** Headers of a change that holds only on the version on screen. */
export const onVersion = ({ version }: RecordData) => ({ 'If-Match': `"${version}"` })
