import { Progress } from 'antd'
import { limitKinds, type LimitKind, type PlanLimits } from '../../../server/resources/plans.ts'
import { t } from '../../providers/i18n.ts'
import { amountOf } from './limitTexts.ts'

/** What is used of what the plan gives. */
export function UsePanel({ limits, usage }: { limits: PlanLimits; usage: Record<LimitKind, number> }) {
  return (
    <section className="billing-panel billing-use" aria-label={t('billing.use')}>
      <h2>{t('billing.use')}</h2>
      <dl>
        {limitKinds.map((kind) => (
          <UseOf key={kind} kind={kind} used={usage[kind]} limit={limits[kind]} />
        ))}
      </dl>
    </section>
  )
}

export function UseOf({ kind, used, limit }: { kind: LimitKind; used: number; limit: number | null }) {
  const label = t(`billing.kinds.${kind}`)
  const isOver = limit !== null && used > limit
  const isFull = limit !== null && used >= limit
  return (
    <div className="use-of">
      <dt>{label}</dt>
      <dd>
        <span className={isOver ? 'use-over' : undefined}>
          {limit === null
            ? t('billing.usedOfAny', { used: amountOf(kind, used) })
            : t('billing.usedOf', { used: amountOf(kind, used), limit: amountOf(kind, limit) })}
        </span>
        {limit !== null && (
          <Progress
            aria-label={label}
            percent={Math.min(100, Math.round((used / limit) * 100))}
            showInfo={false}
            size="small"
            status={isFull ? 'exception' : 'normal'}
          />
        )}
      </dd>
    </div>
  )
}
