import { Router, type Request } from 'express'
import { read } from '../auth/bodies.ts'
import type { Database } from '../database/index.ts'
import { Problem } from '../errors.ts'
import { requireJson } from '../http/bodies.ts'
import { localeOf } from '../http/locale.ts'
import { accessOfRequest, accessWith, personOf } from '../http/organization.ts'
import { say } from '../messages/message.ts'
import { hasRight } from '../resources/rights.ts'
import { openCheckout, openPortal, PortalWanted, Wanted } from './checkout.ts'
import { billingOf, invoicesOf } from './overview.ts'
import type { BillingSettings, StripeSettings } from './settings.ts'
import type { OpenStripe } from './stripe.ts'

export interface BillingDeps {
  database: Database
  settings: BillingSettings
  /** None: nothing can be bought. */
  stripe?: { settings: StripeSettings; open: OpenStripe }
  publicUrl: string
  now: () => Date
}

/** `/api/billing`: the plan and what is paid for it. No call sets a plan: Stripe is paid, and says so. */
export function billingRoutes(deps: BillingDeps): Router {
  const router = Router()
  const payer = (req: Request) => {
    personOf(req)
    const { isPersonal, role } = accessOfRequest(req)
    if (isPersonal && role === 'ORG_OWNER') {
      const detail = 'A personal workspace stays on the Free plan; found an organization to choose another'
      throw new Problem('forbidden', detail, { action: 'manageBilling', resource: 'organization' })
    }
    return { access: accessWith(req, 'manageBilling'), now: deps.now() }
  }

  router.get('/', async (req, res) => {
    personOf(req)
    const access = accessOfRequest(req)
    if (!hasRight('seePlan', access)) {
      const detail = say('As {role} you may not do this here', { role: access.role })
      throw new Problem('forbidden', detail, { action: 'seePlan', resource: 'organization' })
    }
    res.json(await billingOf(deps, { access, now: deps.now() }))
  })

  router.get('/invoices', async (req, res) => {
    res.json(await invoicesOf(deps, payer(req)))
  })

  router.post('/checkout', requireJson, async (req, res) => {
    const actor = payer(req)
    res.json({ url: await openCheckout(deps, actor, read(Wanted, req), localeOf(req)) })
  })

  router.post('/portal', requireJson, async (req, res) => {
    const actor = payer(req)
    res.json({ url: await openPortal(deps, actor, read(PortalWanted, req), localeOf(req)) })
  })

  return router
}
