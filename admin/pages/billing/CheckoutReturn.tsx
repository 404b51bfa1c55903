import { LoadingOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useEffect, useState } from 'react'
import { planNames, type BillingAnswer } from '../../../server/resources/plans.ts'
import { t } from '../../providers/i18n.ts'

interface Props {
  billing: BillingAnswer | undefined
  /** How often to ask, in milliseconds. */
  onPace: (pace: number | false) => void
}

/** How often is asked, in milliseconds, and after how many of them less often; then nobody is asked any more. */
const stages = {
  waiting: { pace: 2000, lasts: 60_000, next: 'long' },
  long: { pace: 10_000, lasts: 600_000, next: 'over' },
  over: { pace: false, lasts: undefined, next: undefined },
} as const

/**
 * Back from Stripe: the plan counts once Stripe has told our server, which may take a while; until then this says so, and after
 * ten minutes what to do.
 */
export function CheckoutReturn({ billing, onPace }: Props) {
  const [stage, setStage] = useState<keyof typeof stages>('waiting')
  const isHere = Boolean(billing?.subscription)
  useEffect(() => {
    const { pace, lasts, next } = stages[stage]
    onPace(isHere ? false : pace)
    if (isHere || !next) return
    const waiting = setTimeout(() => setStage(next), lasts)
    return () => clearTimeout(waiting)
  }, [isHere, stage, onPace])

  if (billing?.subscription) {
    return <Alert className="billing-return" type="success" showIcon role="status" message={t('billing.back.done', { plan: planNames[billing.plan] })} /> // prettier-ignore
  }
  const isWaiting = stage === 'waiting'
  return (
    <Alert
      className="billing-return"
      type={isWaiting ? 'info' : 'warning'}
      showIcon
      icon={isWaiting ? <LoadingOutlined aria-hidden /> : undefined}
      role="status"
      message={t(`billing.back.${stage}`)}
      description={t(`billing.back.${stage}Body`)}
      action={stage === 'over' && <Button onClick={() => setStage('waiting')}>{t('billing.back.again')}</Button>}
    />
  )
}
