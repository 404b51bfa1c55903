import { Segmented } from 'antd'
import { useState } from 'react'
import { intervals, type Interval } from '../../../server/resources/plans.ts'
import { t } from '../../providers/i18n.ts'
import { LoadError } from '../../records/LoadError.tsx'
import { NotSold } from './Billing.tsx'
import { BillingHead } from './BillingHead.tsx'
import { OfferCard } from './OfferCard.tsx'
import { useBilling } from './useBilling.ts'
import { useStripePage } from './useStripePage.ts'

/** What there is to choose from, by month or by year. */
export function Plans() {
  const [interval, setInterval] = useState<Interval>('year')
  const { billing, error, refetch } = useBilling()
  const stripe = useStripePage()
  return (
    <>
      <BillingHead />
      {error && <LoadError error={error} onRetry={() => void refetch()} />}
      {!billing && !error && <span className="skeleton" />}
      {billing && (
        <div className="billing">
          <NotSold billing={billing} />
          <div className="billing-interval">
            <Segmented<Interval>
              aria-label={t('billing.interval')}
              value={interval}
              options={intervals.map((value) => ({ value, label: t(`billing.intervals.${value}`) }))}
              onChange={setInterval}
            />
            <span className="quiet">{t('billing.yearSaves')}</span>
          </div>
          <ul className="offers">
            {billing.offers.map((offer) => (
              <OfferCard key={offer.plan} offer={offer} interval={interval} billing={billing} stripe={stripe} />
            ))}
          </ul>
          <p className="quiet">{t('billing.beforeTax')}</p>
        </div>
      )}
    </>
  )
}
