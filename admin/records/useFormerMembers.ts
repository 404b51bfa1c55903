import { useList } from '@refinedev/core'
import { useMemo } from 'react'
import { t } from '../providers/i18n.ts'
import type { RecordData } from './record.ts'

const fiveMinutes = 5 * 60_000

/**
 * The names of those who have left the organization, by id; empty where the account is gone too. Asked for once in five
 * minutes, however many names are shown.
 */
export function useFormerMembers(isWanted = true): ReadonlyMap<string, string> {
  const { query } = useList<RecordData>({
    resource: 'members',
    filters: [{ field: '_trash', operator: 'eq', value: 'true' }],
    pagination: { currentPage: 1, pageSize: 500 },
    errorNotification: false,
    queryOptions: { staleTime: fiveMinutes, enabled: isWanted },
  })
  const former = query.data?.data
  return useMemo(() => new Map(former?.map(({ id, name }) => [id, String(name ?? '')])), [former])
}

/** «Δέσποινα Χατζή (former member)»; undefined for who is none. */
export function formerName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  return name ? `${name} ${t('members.formerMark')}` : t('members.former')
}
