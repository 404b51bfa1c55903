import { CheckOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import {
  limitKinds,
  planNames,
  plans,
  type BillingAnswer,
  type Interval,
  type Offer,
} from '../../../server/resources/plans.ts'
import { hasRight } from '../../../server/resources/rights.ts'
import { formatMoney } from '../../format.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { t } from '../../providers/i18n.ts'
import { limitText } from './limitTexts.ts'
import type { useStripePage } from './useStripePage.ts'

interface Props {
  offer: Offer
  interval: Interval
  billing: BillingAnswer
  stripe: ReturnType<typeof useStripePage>
}

/** One plan: what it costs and gives, and the way to it. */
export function OfferCard({ offer, interval, billing, stripe }: Props) {
  const { plan, prices, limits } = offer
  const isCurrent = plan === billing.plan
  return (
    <li className={isCurrent ? 'offer offer-current' : 'offer'} aria-label={planNames[plan]}>
      <h2>
        {planNames[plan]} {isCurrent && <span className="tag tag-green">{t('billing.current')}</span>}
      </h2>
      <p className="offer-price">
        <strong>{prices ? formatMoney(prices[interval]) : t('billing.free')}</strong>
        {prices && <span className="quiet"> {t(`billing.per.${interval}`)}</span>}
      </p>
      <ul>
        {limitKinds.map((kind) => (
          <li key={kind}>
            <CheckOutlined aria-hidden /> {limitText(kind, limits[kind])}
          </li>
        ))}
      </ul>
      <Choose offer={offer} interval={interval} billing={billing} stripe={stripe} />
    </li>
  )
}

function Choose({ offer: { plan, buyable }, interval, billing, stripe }: Props) {
  const { role, organization } = useOrganization()
  const mayPay = hasRight('manageBilling', { role, isPersonal: organization.isPersonal })
  if (!mayPay || !billing.isConfigured || plan === billing.plan || plan === 'FREE') return null
  const { leaving, open } = stripe
  if (billing.subscription) {
    const isLarger = plans.indexOf(plan) > plans.indexOf(billing.plan)
    return (
      <Button loading={leaving === plan} onClick={() => void open(plan, { page: 'portal', body: { purpose: 'plan' } })}>
        {t(isLarger ? 'billing.upgradeTo' : 'billing.downgradeTo', { plan: planNames[plan] })}
      </Button>
    )
  }
  if (!buyable.includes(interval)) return <p className="quiet">{t('billing.notBuyable')}</p>
  return (
    <Button
      type="primary"
      loading={leaving === plan}
      onClick={() => void open(plan, { page: 'checkout', body: { plan, interval } })}
    >
      {t('billing.choose', { plan: planNames[plan] })}
    </Button>
  )
}
