import { Button } from 'antd'
import type { MouseEvent } from 'react'
import { useNavigate } from 'react-router'
import { planNames, type BillingAnswer } from '../../../server/resources/plans.ts'
import { hasRight } from '../../../server/resources/rights.ts'
import { formatDay } from '../../format.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { plansPath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { useStripePage } from './useStripePage.ts'

/** The plan, until when it is paid, and what can be done about it. */
export function PlanPanel({ billing }: { billing: BillingAnswer }) {
  const { role, organization } = useOrganization()
  const { slug, isPersonal } = organization
  const { leaving, open } = useStripePage()
  const mayPay = hasRight('manageBilling', { role, isPersonal }) && billing.isConfigured
  const { plan, subscription, graceUntil } = billing
  const portal = (name: string, purpose?: 'plan' | 'payment') => () =>
    void open(name, { page: 'portal', body: purpose ? { purpose } : {} })
  return (
    <section className="billing-panel" aria-label={t('billing.plan')}>
      <div className="billing-plan">
        <h2>{t('billing.planIs', { plan: planNames[plan] })}</h2>
        <p className="quiet">{standing(billing)}</p>
      </div>
      {graceUntil && mayPay && (
        <Button type="primary" loading={leaving === 'payment'} onClick={portal('payment', 'payment')}>
          {t('billing.pay')}
        </Button>
      )}
      {mayPay && subscription && (
        <>
          <Button loading={leaving === 'plan'} onClick={portal('plan', 'plan')}>
            {t('billing.changePlan')}
          </Button>
          <Button loading={leaving === 'portal'} onClick={portal('portal')}>
            {t('billing.portal')}
          </Button>
        </>
      )}
      {mayPay && !subscription && <PlansButton slug={slug} />}
      {!mayPay && !isPersonal && billing.isConfigured && <p className="quiet">{t('billing.askOwner')}</p>}
    </section>
  )
}

/** A link that looks like the button that it nearly is. */
function PlansButton({ slug }: { slug: string }) {
  const navigate = useNavigate()
  const to = plansPath(slug)
  const go = (event: MouseEvent<HTMLElement>) => {
    if (event.metaKey || event.ctrlKey) return
    event.preventDefault()
    void navigate(to)
  }
  return (
    <Button type="primary" href={to} onClick={go}>
      {t('billing.seePlans')}
    </Button>
  )
}

/** In one sentence: paid until, ending, failed, or free. */
function standing({ plan, countingPlan, graceUntil, subscription }: BillingAnswer): string {
  if (graceUntil) {
    const day = formatDay(graceUntil)
    return plan === countingPlan ? t('billing.standing.grace', { day }) : t('billing.standing.graceOver', { day })
  }
  if (!subscription) return t(plan === 'FREE' ? 'billing.standing.free' : 'billing.standing.active')
  const { endsAt, periodEnd, interval } = subscription
  if (endsAt) return t('billing.standing.ends', { day: formatDay(endsAt) })
  if (!periodEnd) return t('billing.standing.active')
  const day = formatDay(periodEnd)
  return interval === 'year' ? t('billing.standing.renewsYear', { day }) : t('billing.standing.renewsMonth', { day })
}
