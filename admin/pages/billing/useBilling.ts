import { useCustom } from '@refinedev/core'
import type { BillingAnswer, InvoiceAnswer } from '../../../server/resources/plans.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'

const minute = 60_000

interface Asking {
  isWanted?: boolean
  /** Milliseconds for which an answer is good enough. What is full is told when something is refused. */
  goodFor?: number
  /** Milliseconds after which it is asked anew, while something is waited for. */
  every?: number | false
}

/** Plan and use of the organization. */
export function useBilling({ isWanted = true, goodFor = 0, every = false }: Asking = {}) {
  const { organization } = useOrganization()
  const { query } = useCustom<BillingAnswer & Record<string, unknown>>({
    url: '/api/billing',
    method: 'get',
    errorNotification: false,
    queryOptions: {
      queryKey: ['billing', organization.id],
      enabled: isWanted,
      staleTime: goodFor,
      refetchInterval: every,
      refetchOnWindowFocus: true,
    },
  })
  return { billing: query.data?.data as BillingAnswer | undefined, error: query.error, refetch: query.refetch }
}

/** `standing`: how the organization stands; when that changes, an invoice has come or was paid. */
export function useInvoices(isWanted: boolean, standing: string) {
  const { organization } = useOrganization()
  const { query } = useCustom<InvoiceAnswer[] & Record<string, unknown>>({
    url: '/api/billing/invoices',
    method: 'get',
    errorNotification: false,
    queryOptions: { queryKey: ['invoices', organization.id, standing], enabled: isWanted, staleTime: minute },
  })
  return {
    invoices: query.data?.data as InvoiceAnswer[] | undefined,
    isLoading: query.isLoading,
    error: query.error,
    refetch: query.refetch,
  }
}
