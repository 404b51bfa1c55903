import type { MenuProps } from 'antd'
import { lazy, type ComponentType, type ReactNode } from 'react'
import type { Definition } from '../../server/resources/define.ts'
import type { Membership } from '../providers/auth.ts'
import type { FormValues } from '../records/formValues.ts'
import type { RecordData } from '../records/record.ts'
import { activityCells, activityResources, feedResources } from './activities.tsx'
import { ClientRelation } from './ClientRelation.tsx'
import { PriorStatus } from './PriorStatus.tsx'

export interface CellProps {
  definition: Definition
  record: RecordData
}

export interface FormPanelProps {
  definition: Definition
  /** As typed so far. */
  values: FormValues
  /** None of a new record. */
  recordId?: string
}

/** What a resource shows differently from what its definition says. */
export interface Custom {
  /** Field → how its value is drawn in lists and on the record page. */
  cells?: Record<string, ComponentType<CellProps>>
  /** Field → width of its column, in pixels, where its kind's own does not do. */
  widths?: Record<string, number>
  /** Field → choosing among known words where the definition knows a text only. */
  choices?: Record<string, () => { value: string; label: string }[]>
  /** Parts of the record page below its facts, by name; load lazily what is large. */
  panels?: Record<string, ComponentType<CellProps>>
  /** Adds entries to the record page's menu: draws what `render` makes of them. */
  menu?: ComponentType<CellProps & { render: (entries: NonNullable<MenuProps['items']>) => ReactNode }>
  /** Parts above the form, told what is typed; load lazily. */
  formPanels?: Record<string, ComponentType<FormPanelProps>>
  /** The fields asked for when one is made on another record's page; by default all. */
  shortForm?: string[]
  /** What such a form starts with, beyond the definition's defaults. */
  startValues?: (membership: Membership) => FormValues
  /** How one is written in the list of what refers to a record, where `field` says by which of its fields. */
  relation?: ComponentType<CellProps & { field: string }>
  /** Stands in a panel of its own, not among the related lists. */
  hasPanel?: boolean
}

const ClientCare = lazy(async () => ({ default: (await import('./clients/ClientCare.tsx')).ClientCare }))
const ClientMenu = lazy(async () => ({ default: (await import('./clients/ClientMenu.tsx')).ClientMenu }))
const PropertyMenu = lazy(async () => ({ default: (await import('./PropertyMenu.tsx')).PropertyMenu }))
const DuplicateHints = lazy(async () => ({ default: (await import('./clients/DuplicateHints.tsx')).DuplicateHints }))

/** Only with the page of a property: it brings dragging along. */
const PropertyMedia = lazy(async () => ({ default: (await import('./PropertyMedia.tsx')).PropertyMedia }))

/** By resource name; most resources need nothing here. */
export const custom: Record<string, Custom> = {
  activities: {
    cells: activityCells,
    widths: { kind: 130, resource: 110, title: 200, details: 420 },
    choices: { resource: activityResources },
  },
  'client-relationships': { relation: ClientRelation, shortForm: ['relationshipType', 'fromId', 'toId', 'position'] },
  clients: { panels: { care: ClientCare }, formPanels: { duplicates: DuplicateHints }, menu: ClientMenu },
  feed: { choices: { resource: feedResources } },
  interactions: {
    shortForm: ['interactionType', 'occurredAt', 'clientId', 'propertyId', 'summary'],
    startValues: () => ({ interactionType: 'CALL', occurredAt: new Date().toISOString() }),
  },
  media: { hasPanel: true },
  notes: { shortForm: ['content', 'clientId', 'propertyId'] },
  properties: { cells: { archivedFrom: PriorStatus }, menu: PropertyMenu, panels: { media: PropertyMedia } },
  tasks: {
    shortForm: ['title', 'dueAt', 'assigneeId', 'clientId', 'propertyId'],
    startValues: ({ memberId }) => ({ assigneeId: memberId }),
  },
}
