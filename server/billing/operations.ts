import { z } from 'zod'
import { holding, json, type OperationGroup } from '../openapi/operation.ts'
import { count, instant } from '../openapi/schemas.ts'
import { intervals, limitKinds, plans } from '../resources/plans.ts'
import { PortalWanted, Wanted } from './checkout.ts'

const each = <T extends z.ZodType>(schema: T) =>
  z.object(Object.fromEntries(limitKinds.map((kind) => [kind, schema])) as Record<(typeof limitKinds)[number], T>)

const limits = each(count().nullable())
const plan = z.enum(plans)
const interval = z.enum(intervals)

const Billing = z.object({
  isConfigured: z.boolean(),
  isPersonal: z.boolean(),
  plan: plan.describe('What Stripe said last.'),
  countingPlan: plan.describe('The plan whose limits count.'),
  limits,
  graceUntil: instant().nullable(),
  isOver: z.array(z.enum(limitKinds)),
  offers: z.array(
    z.object({
      plan,
      limits,
      prices: z.object({ month: z.number(), year: z.number() }).nullable(),
      buyable: z.array(interval),
    }),
  ),
  subscription: z
    .object({
      status: z.string(),
      interval: interval.nullable(),
      periodEnd: instant().nullable(),
      endsAt: instant().nullable(),
    })
    .nullish(),
  usage: each(count()).optional(),
})

const Invoice = z.object({
  id: z.string(),
  number: z.string().nullable(),
  createdAt: instant(),
  total: z.number(),
  status: z.string(),
  url: z.string().nullable(),
  pdf: z.string().nullable(),
})
const page = { 200: { description: 'A page of Stripe’s to go to.', body: z.object({ url: z.string() }) } }

/** `/api/billing` and what Stripe tells. */
export const billingOperations: OperationGroup = {
  tag: 'billing',
  description: 'The plan and what is paid for it; closed to API tokens.',
  operations: [
    {
      at: 'GET /api/billing',
      summary: 'The plan, what it gives and what else there is',
      audience: holding('seePlan'),
      answers: { 200: { body: Billing } },
    },
    {
      at: 'GET /api/billing/invoices',
      summary: 'The newest invoices',
      audience: holding('manageBilling'),
      answers: { 200: { body: z.array(Invoice) } },
    },
    {
      at: 'POST /api/billing/checkout',
      summary: 'Begins to buy a plan',
      audience: holding('manageBilling'),
      body: json(Wanted),
      answers: page,
      problems: ['conflict', 'validation'],
    },
    {
      at: 'POST /api/billing/portal',
      summary: 'Leads to where the subscription is changed and cancelled',
      audience: holding('manageBilling'),
      body: json(PortalWanted),
      answers: page,
      problems: ['conflict', 'validation'],
    },
    {
      at: 'POST /api/webhooks/stripe',
      summary: 'Events from Stripe, signed',
      audience: 'anyone',
      body: { schema: { type: 'object' } },
      answers: { 200: { body: z.object({ received: z.literal(true) }) } },
      problems: ['not-found', 'forbidden'],
    },
  ],
}
