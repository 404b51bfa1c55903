import type { ComponentType } from 'react'
import type { Definition } from '../../server/resources/define.ts'
import type { RecordData } from '../records/record.ts'
import { activityCells, activityResources } from './activities.tsx'
import { PriorStatus } from './PriorStatus.tsx'

export interface CellProps {
  definition: Definition
  record: RecordData
}

/** What a resource shows differently from what its definition says. */
export interface Custom {
  /** Field → how its value is drawn in lists and on the record page. */
  cells?: Record<string, ComponentType<CellProps>>
  /** Field → width of its column, in pixels, where its kind's own does not do. */
  widths?: Record<string, number>
  /** Field → choosing among known words where the definition knows a text only. */
  choices?: Record<string, () => { value: string; label: string }[]>
}

/** By resource name; most resources need nothing here. */
export const custom: Record<string, Custom> = {
  activities: {
    cells: activityCells,
    widths: { kind: 130, resource: 110, title: 200, details: 420 },
    choices: { resource: activityResources },
  },
  properties: { cells: { archivedFrom: PriorStatus } },
}
