import type { recordKinds } from './activityKinds.ts'
import type { Definition } from './define.ts'
import { resources } from './index.ts'

/** What a webhook tells of a record. `erased`: what it held is gone for good, and copies of it should go too. */
export const webhookEvents = ['created', 'updated', 'deleted', 'restored', 'erased'] as const
export type WebhookEvent = (typeof webhookEvents)[number]

/** The event that each kind of change becomes. */
export const eventOf: Record<(typeof recordKinds)[number], WebhookEvent> = {
  create: 'created',
  import: 'created',
  edit: 'updated',
  merge: 'updated',
  unmerge: 'updated',
  delete: 'deleted',
  restore: 'restored',
  erase: 'erased',
  purge: 'erased',
}

/** The resources whose changes webhooks tell: the records that people work with. */
export const toldResources = (): Definition[] =>
  Object.values(resources).filter(({ view, section }) => !view && section !== 'organization')

/** Every event there is: `properties.updated`. */
export const eventTypes = (): string[] =>
  toldResources().flatMap(({ name }) => webhookEvents.map((event) => `${name}.${event}`))
