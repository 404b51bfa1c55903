import { lazy, Suspense, useEffect, useState } from 'react'
import { mayOpen } from '../paths.ts'
import type { Problem } from '../providers/http.ts'
import { allTexts } from '../providers/i18n.ts'
import { useBilling } from '../pages/billing/useBilling.ts'
import { useOrganization } from './OrganizationContext.ts'

const PlanBanner = lazy(async () => {
  const [{ PlanBanner }] = await Promise.all([import('../pages/billing/PlanBanner.tsx'), allTexts()])
  return { default: PlanBanner }
})
const LimitDialog = lazy(async () => {
  const [{ LimitDialog }] = await Promise.all([import('../pages/billing/LimitDialog.tsx'), allTexts()])
  return { default: LimitDialog }
})

const goodFor = 5 * 60_000

/** What the plan does not give any more: a line above every screen, and a dialog when something was refused for it. */
export function Limits() {
  const membership = useOrganization()
  const [problem, setProblem] = useState<Problem>()
  const { billing } = useBilling({ isWanted: mayOpen(membership, 'billing'), goodFor })
  const hasWord = billing && (billing.graceUntil !== null || billing.isOver.length > 0)
  useEffect(() => {
    const show = (event: Event) => setProblem((event as CustomEvent<Problem>).detail)
    addEventListener('oikion:limit', show)
    return () => removeEventListener('oikion:limit', show)
  }, [])
  return (
    <Suspense>
      {hasWord && <PlanBanner billing={billing} />}
      {problem && <LimitDialog problem={problem} onClose={() => setProblem(undefined)} />}
    </Suspense>
  )
}
