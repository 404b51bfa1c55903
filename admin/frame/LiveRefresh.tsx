import { useInvalidate } from '@refinedev/core'
import { useEffect, useState } from 'react'
import type { Live } from '../providers/live.ts'
import type { Change } from '../providers/liveStream.ts'
import { isOutdated } from './liveQueries.ts'
import { useOrganization } from './OrganizationContext.ts'
import { useReloadSession, useSession } from './SessionContext.ts'

/**
 * Keeps what is on screen as it is on the server: opens the organization's event stream, and has fetched anew what a change
 * makes out of date. Refine's own `liveMode` would do so once for every hook, and only for the very resource.
 */
export function LiveRefresh({ live }: { live: Live }) {
  // The session is asked for again and again; what the stream has told since counts for more.
  const [since] = useState(useSession().liveSince)
  const { organization, memberId } = useOrganization()
  const reload = useReloadSession()
  const invalidate = useInvalidate()

  useEffect(
    () =>
      live.onChanges((changes) => {
        const isAboutMe = ({ resource, id }: Change) =>
          resource === 'organization' || (resource === 'members' && id === memberId)
        if (!changes || changes.some(isAboutMe)) void reload().catch(() => undefined)
        void invalidate({
          invalidates: ['all'],
          invalidationFilters: {
            type: 'all',
            refetchType: 'active',
            predicate: ({ queryKey, meta }) => !changes || isOutdated(queryKey, meta?.live, changes),
          },
          // What is on its way may have been read before the change.
          invalidationOptions: { cancelRefetch: true },
        })
      }),
    [live, memberId, reload, invalidate],
  )
  useEffect(
    () => live.open({ organizationId: organization.id, since, onRefused: reload }),
    [live, organization.id, since, reload],
  )
  return null
}
