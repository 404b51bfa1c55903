import { useCallback } from 'react'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { send, type Call } from '../../providers/http.ts'

/** A call to the API in the organization on screen; answers its body. Throws `ApiError`. */
export function useOrganizationCall(): <T>(url: string, call?: Omit<Call, 'organizationId'>) => Promise<T> {
  const organizationId = useOrganization().organization.id
  return useCallback(
    async <T>(url: string, call: Omit<Call, 'organizationId'> = {}) =>
      (await send<T>(url, { ...call, organizationId })).data,
    [organizationId],
  )
}
