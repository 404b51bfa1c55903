import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { resources } from '../../server/resources/index.ts'
import { invitationsPath, pagePath, showPath } from '../paths.ts'
import { send } from '../providers/http.ts'
import { useOrganization } from './OrganizationContext.ts'

/** A record that a search found, as the server tells it. */
export interface Hit {
  resource: string
  id: string
  title: string
  subtitle: string
}

const none: Hit[] = []

/** What the server finds while somebody types; an answer to older letters stays until the newer one is there. */
export function useHits(sought: string) {
  const { organization } = useOrganization()
  const q = useDeferredValue(sought.trim())
  const { data, error, isFetching } = useQuery({
    queryKey: ['search', organization.id, q],
    queryFn: async ({ signal }) => {
      const { data: hits } = await send<Hit[]>(`/api/search?q=${encodeURIComponent(q)}`, {
        organizationId: organization.id,
        signal,
      })
      return hits
    },
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  })
  return { hits: q === '' ? none : (data ?? none), error, isSearching: isFetching || q !== sought.trim() }
}

/** Where a record is read; what has no page of its own is found in its list. */
export function hitPath(slug: string, { resource, id }: Hit): string {
  if (resource === 'invitations') return invitationsPath(slug)
  if (resource === 'api-tokens') return pagePath(slug, 'api-tokens')
  return resources[resource] ? showPath(slug, resource, id) : `/o/${slug}`
}
