import type { ComponentType } from 'react'
import type { Definition } from '../../server/resources/define.ts'
import type { RecordData } from '../records/record.ts'
import { PriorStatus } from './PriorStatus.tsx'

export interface CellProps {
  definition: Definition
  record: RecordData
}

/** What a resource shows differently from what its definition says. */
export interface Custom {
  /** Field → how its value is drawn in lists and on the record page. */
  cells?: Record<string, ComponentType<CellProps>>
}

/** By resource name; most resources need nothing here. */
export const custom: Record<string, Custom> = {
  properties: { cells: { archivedFrom: PriorStatus } },
}
