import { useState } from 'react'
import type { Interval, PaidPlan } from '../../../server/resources/plans.ts'
import { t } from '../../providers/i18n.ts'
import { useAttempt } from '../organization/useAttempt.ts'
import { useOrganizationCall } from '../organization/useOrganizationCall.ts'

type Wanted =
  | { page: 'checkout'; body: { plan: PaidPlan; interval: Interval } }
  | { page: 'portal'; body: { purpose?: 'plan' | 'payment' } }

/** Leads to a page of Stripe's, for this organization. */
export function useStripePage() {
  const call = useOrganizationCall()
  const { attempt } = useAttempt()
  const [leaving, setLeaving] = useState<string>()

  /** `name` tells the button that was pressed. */
  const open = async (name: string, { page, body }: Wanted) => {
    setLeaving(name)
    const isDone = await attempt(t('billing.notOpened'), async () => {
      const { url } = await call<{ url: string }>(`/api/billing/${page}`, { method: 'POST', body })
      location.assign(url)
    })
    if (!isDone) setLeaving(undefined)
  }
  return { leaving, open }
}
