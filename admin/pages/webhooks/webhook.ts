import { eventTypes, toldResources, webhookEvents } from '../../../server/resources/webhookEvents.ts'
import type { DisabledReason } from '../../../server/resources/webhooks.ts'
import { t } from '../../providers/i18n.ts'
import type { RecordData } from '../../records/record.ts'
import { resourceName } from '../../words.ts'

/** An endpoint as it is listed: without its secret. */
export interface Webhook extends RecordData {
  name: string
  url: string
  /** None: all. */
  events: string[]
  disabledAt: string | null
  disabledBecause: DisabledReason | null
  secretSince: string | null
  lastDeliveryAt: string | null
  failingSince: string | null
}

export type DeliveryState = 'pending' | 'done' | 'failed' | 'cancelled'
export const deliveryStates = ['pending', 'done', 'failed', 'cancelled'] as const

/** One request to the endpoint and its answer. */
export interface Attempt {
  at: string
  url: string
  status: number | null
  error: string | null
  durationMs: number
  answer: string | null
}

export interface Delivery {
  id: string
  messageId: string
  type: string
  state: DeliveryState
  tries: number
  createdAt: string
  nextAt: string | null
  endedAt: string | null
  /** Of lists. */
  last?: Attempt | null
}

export interface DeliveryShown extends Delivery {
  body: string
  attempts: Attempt[]
}

export const deliveryColors: Record<DeliveryState, string> = {
  pending: 'gold',
  done: 'green',
  failed: 'red',
  cancelled: 'default',
}

const silences = ['refused', 'dns', 'tls', 'timeout', 'connection', 'secret', 'stopped'] as const

/** How an attempt ended, in a few words. */
export function answerOf({ status, error }: Pick<Attempt, 'status' | 'error'>): string {
  if (status !== null) return String(status)
  const known = silences.find((one) => one === error)
  return known ? t(`webhooks.silences.${known}`) : (error ?? '')
}

/** What an endpoint is told, in a few words: everything, or each resource with its events. */
export function eventsText(events: readonly string[]): string {
  if (events.length === 0 || events.length === eventTypes().length) return t('webhooks.everything')
  return toldResources()
    .flatMap((definition) => {
      const told = webhookEvents.filter((event) => events.includes(`${definition.name}.${event}`))
      if (told.length === 0) return []
      const names = told.map((event) => t(`webhooks.events.${event}`)).join(', ')
      return [`${resourceName(definition)}: ${told.length === webhookEvents.length ? t('webhooks.allOf') : names}`]
    })
    .join(' · ')
}
