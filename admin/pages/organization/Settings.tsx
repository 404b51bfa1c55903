import { useOne } from '@refinedev/core'
import { useState } from 'react'
import { hasRight } from '../../../server/resources/rights.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { useTitle } from '../../frame/useTitle.ts'
import { t } from '../../providers/i18n.ts'
import { RecordPending } from '../../records/RecordPending.tsx'
import { Archive } from './Archive.tsx'
import { DangerZone } from './DangerZone.tsx'
import { SettingsForm } from './SettingsForm.tsx'
import type { OrganizationRecord } from './settingsValues.ts'

/** What an organization decides for itself, everything of it as one file, and its end. */
export function Settings() {
  const { role, organization } = useOrganization()
  const [isFresh, setFresh] = useState(0)
  useTitle(t('organization.pages.settings'))
  const { query } = useOne<OrganizationRecord>({
    resource: 'organizations',
    id: organization.id,
    errorNotification: false,
    // Never from the cache: the form keeps the version it began with, which must be the latest.
    queryOptions: { staleTime: 0, gcTime: 0, refetchOnWindowFocus: false },
  })
  const record = query.data?.data
  if (!record) return <RecordPending error={query.error} onRetry={() => void query.refetch()} />
  const reload = async () => {
    await query.refetch()
    setFresh(isFresh + 1)
  }
  return (
    <>
      <SettingsForm key={isFresh} record={record} onReload={() => void reload()} />
      {hasRight('exportOrganization', { role, isPersonal: organization.isPersonal }) && <Archive />}
      {!organization.isPersonal && <DangerZone />}
    </>
  )
}
