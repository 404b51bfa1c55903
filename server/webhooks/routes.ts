import { Router, type Request, type Response } from 'express'
import { validate as isUuid } from 'uuid'
import type { Limits } from '../auth/limits.ts'
import { badParameter, notFound } from '../errors.ts'
import { requireJson } from '../http/bodies.ts'
import { accessOfRequest, accessWith } from '../http/organization.ts'
import { idOf, paramsOf } from '../http/records.ts'
import { pageOnly, parsePage } from '../records/query.ts'
import { webhooks } from '../resources/webhooks.ts'
import { requireCallable } from './address.ts'
import { listDeliveries, showDelivery } from './log.ts'
import { createWebhook, enableWebhook, replayDelivery, rotateSecret } from './manage.ts'
import type { Sending } from './settings.ts'
import { sendTest } from './tryOut.ts'

const states = new Set(['pending', 'done', 'failed', 'cancelled'])

/** What webhooks can do besides being records; the engine's routes come behind. For people only. */
export function webhookRoutes(sending: Sending & { limits: Limits }): Router {
  const { database, limits, now } = sending
  const router = Router()
  const accessOf = (req: Request) => accessWith(req, 'manageWebhooks')
  const actorOf = (req: Request) => ({ access: accessOf(req), now: now() })
  const webhookOf = (req: Request) => idOf(req, webhooks)
  const sendDelivery = async (req: Request, res: Response, id: string) =>
    res.json(await showDelivery(database, accessOf(req), webhookOf(req), id))

  router.post('/', requireJson, async (req, res) => {
    const actor = { access: accessOfRequest(req), now: now() }
    const body = req.body as unknown
    requireCallable(body, sending)
    const { record, secret } = await createWebhook(sending, body, actor)
    res.status(201).location(`${req.baseUrl}/${record.id}`).set('ETag', `"${record.version}"`)
    res.json({ ...(JSON.parse(record.body) as object), secret })
  })
  for (const method of ['patch', 'put'] as const) {
    router[method]('/:id', requireJson, (req, _res, next) => {
      requireCallable(req.body, sending)
      next()
    })
  }

  router.post('/:id/secret', async (req, res) => {
    const { record, secret, formerUntil } = await rotateSecret(sending, webhookOf(req), actorOf(req))
    res.set('ETag', `"${record.version}"`).json({ ...(JSON.parse(record.body) as object), secret, formerUntil })
  })
  router.post('/:id/enable', async (req, res) => {
    await enableWebhook(sending, webhookOf(req), actorOf(req))
    res.status(204).end()
  })
  router.post('/:id/test', async (req, res) => {
    const actor = actorOf(req)
    await limits.count('webhook-test', { address: req.ip, account: actor.access.organizationId })
    await sendDelivery(req, res, await sendTest(sending, webhookOf(req), actor))
  })

  router.get('/:id/deliveries', async (req, res) => {
    const access = accessOf(req)
    const params = paramsOf(req)
    const page = parsePage(params, new Set([...pageOnly, 'state']))
    const state = params.get('state') ?? undefined
    if (state !== undefined && !states.has(state))
      throw badParameter('state', `must be one of ${[...states].join(', ')}`)
    const { body, total } = await listDeliveries(database, access, webhookOf(req), { ...page, state })
    res.set('X-Total-Count', String(total)).type('application/json').send(body)
  })
  router.get('/:id/deliveries/:deliveryId', (req, res) => sendDelivery(req, res, deliveryOf(req)))
  router.post('/:id/deliveries/:deliveryId/replay', async (req, res) => {
    const id = deliveryOf(req)
    await replayDelivery(sending, webhookOf(req), id, actorOf(req))
    res.status(202)
    await sendDelivery(req, res, id)
  })
  return router
}

function deliveryOf(req: Request): string {
  const { deliveryId } = req.params
  if (typeof deliveryId !== 'string' || !isUuid(deliveryId)) throw notFound(webhooks.name)
  return deliveryId
}
