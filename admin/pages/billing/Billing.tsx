import { Alert } from 'antd'
import { useEffect, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { BillingAnswer } from '../../../server/resources/plans.ts'
import { LoadError } from '../../records/LoadError.tsx'
import { t } from '../../providers/i18n.ts'
import { BillingHead } from './BillingHead.tsx'
import { CheckoutReturn } from './CheckoutReturn.tsx'
import { Invoices } from './Invoices.tsx'
import { PlanPanel } from './PlanPanel.tsx'
import { UsePanel } from './UsePanel.tsx'
import { useBilling } from './useBilling.ts'

/** What was changed at Stripe's portal is known here within some seconds; who changed nothing is waited for so long. */
const afterPortal = { pace: 5000, lasts: 120_000 }

/** What the organization is on, what it uses of that, and what was paid. */
export function Billing() {
  const [search] = useSearchParams()
  const isBack = search.get('checkout') === 'done'
  const isFromPortal = !isBack && search.get('portal') === 'done'
  const [pace, setPace] = useState<number | false>(isFromPortal ? afterPortal.pace : false)
  useEffect(() => {
    if (!isFromPortal) return
    const waiting = setTimeout(() => setPace(false), afterPortal.lasts)
    return () => clearTimeout(waiting)
  }, [isFromPortal])
  const { billing, error, refetch } = useBilling({ every: pace })
  return (
    <>
      <BillingHead />
      {error && <LoadError error={error} onRetry={() => void refetch()} />}
      {!billing && !error && <span className="skeleton" />}
      {isBack && <CheckoutReturn billing={billing} onPace={setPace} />}
      {billing && (
        <div className="billing">
          <NotSold billing={billing} />
          <PlanPanel billing={billing} />
          {billing.usage && <UsePanel limits={billing.limits} usage={billing.usage} />}
          {billing.subscription !== undefined && !billing.isPersonal && billing.isConfigured && (
            <Invoices standing={JSON.stringify(billing.subscription)} />
          )}
        </div>
      )}
    </>
  )
}

/** Why nothing can be bought, where that is so. */
export function NotSold({ billing: { isConfigured, isPersonal } }: { billing: BillingAnswer }) {
  if (isPersonal) return <Alert type="info" showIcon message={t('billing.personal')} />
  if (!isConfigured) return <Alert type="info" showIcon message={t('billing.notSetUp')} description={t('billing.notSetUpBody')} /> // prettier-ignore
  return null
}
