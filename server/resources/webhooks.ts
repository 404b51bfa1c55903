import { z } from 'zod'
import { defineResource } from './define.ts'
import { line } from './shapes.ts'

/** Why an endpoint gets nothing any more: a day of failures, or it said that it is gone. */
export const disabledReasons = ['failures', 'gone'] as const
export type DisabledReason = (typeof disabledReasons)[number]

const isWebAddress = (value: string) => {
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) return false
  const { username, password, hash } = new URL(value)
  return username === '' && password === '' && hash === ''
}

const address = () => line(2000).refine(isWebAddress, { error: 'must be a web address without a name, password or #' })
const event = () => z.string().regex(/^[a-z][a-z-]*\.[a-z]+$/)
const events = () => z.array(event()).max(200)

/** Where an organization's changes are told to other software, without the secret that signs them. No events: all. */
// prettier-ignore
export const webhooks = defineResource({
  name: 'webhooks', model: 'Webhook', title: 'name', icon: 'api', section: 'organization',
  access: { read: 'ADMIN', write: 'ADMIN', remove: 'ADMIN', bulkEdit: 'NOBODY', export: 'NOBODY', import: 'NOBODY' },
  fields: { name: line(100), url: address(), events: events(), disabledAt: z.iso.datetime().nullish(), disabledBecause: z.enum(disabledReasons).nullish(), secretSince: z.iso.datetime().nullish(), lastDeliveryAt: z.iso.datetime().nullish(), failingSince: z.iso.datetime().nullish() },
  readOnly: ['disabledAt', 'disabledBecause', 'secretSince', 'lastDeliveryAt', 'failingSince'],
  list: ['name', 'url', 'events', 'disabledAt', 'lastDeliveryAt'],
  filters: ['disabledAt'], sort: ['-createdAt', 'name'], search: ['name'],
})
