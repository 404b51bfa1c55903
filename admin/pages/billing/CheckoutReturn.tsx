import { LoadingOutlined } from '@ant-design/icons'
import { Alert } from 'antd'
import { useEffect, useState } from 'react'
import { planNames, type BillingAnswer } from '../../../server/resources/plans.ts'
import { t } from '../../providers/i18n.ts'

interface Props {
  billing: BillingAnswer | undefined
  /** How often to ask, in milliseconds. */
  onPace: (pace: number | false) => void
}

const patience = 60_000

/** Back from Stripe: the plan counts once Stripe has told our server, which may take a while; until then this says so. */
export function CheckoutReturn({ billing, onPace }: Props) {
  const [isLong, setLong] = useState(false)
  const isHere = Boolean(billing?.subscription)
  useEffect(() => {
    if (isHere) return onPace(false)
    onPace(isLong ? 10_000 : 2000)
  }, [isHere, isLong, onPace])
  useEffect(() => {
    const waiting = setTimeout(() => setLong(true), patience)
    return () => clearTimeout(waiting)
  }, [])

  if (billing?.subscription) {
    return <Alert className="billing-return" type="success" showIcon role="status" message={t('billing.back.done', { plan: planNames[billing.plan] })} /> // prettier-ignore
  }
  return (
    <Alert
      className="billing-return"
      type={isLong ? 'warning' : 'info'}
      showIcon
      icon={isLong ? undefined : <LoadingOutlined aria-hidden />}
      role="status"
      message={t(isLong ? 'billing.back.long' : 'billing.back.waiting')}
      description={t(isLong ? 'billing.back.longBody' : 'billing.back.waitingBody')}
    />
  )
}
