import { Link } from 'react-router'
import { planNames, type BillingAnswer } from '../../../server/resources/plans.ts'
import { formatDay, formatList } from '../../format.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { pagePath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'

/** Says to owners and administrators that a payment is missing, or that there is more than the plan gives. */
export function PlanBanner({ billing }: { billing: BillingAnswer }) {
  const { organization } = useOrganization()
  const text = wordOf(billing)
  if (!text) return null
  return (
    <div className="offline" role="status">
      {text}{' '}
      <Link className="in-text banner-link" to={pagePath(organization.slug, 'billing')}>
        {t('billing.banner.open')}
      </Link>
    </div>
  )
}

function wordOf({ graceUntil, plan, countingPlan, isOver }: BillingAnswer): string | undefined {
  if (graceUntil) {
    const day = formatDay(graceUntil)
    return plan === countingPlan ? t('billing.banner.grace', { day }) : t('billing.banner.graceOver')
  }
  if (isOver.length === 0) return undefined
  const kinds = formatList(isOver.map((kind) => t(`billing.kinds.${kind}`).toLocaleLowerCase()))
  return t('billing.banner.over', { kinds, plan: planNames[countingPlan] })
}
