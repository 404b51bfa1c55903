import { useMany } from '@refinedev/core'
import { resources } from '../../../server/resources/index.ts'
import { t } from '../../providers/i18n.ts'
import { titleOf, type RecordData } from '../record.ts'
import { formerName, useFormerMembers } from '../useFormerMembers.ts'

/** The titles of records known by id only, as in an address. */
export function ReferenceNames({ resource, ids }: { resource: string; ids: string[] }) {
  const definition = resources[resource]
  const unknown = ids.filter((id) => id !== 'me')
  const { result } = useMany<RecordData>({
    resource,
    ids: unknown,
    queryOptions: { enabled: unknown.length > 0 },
    errorNotification: false,
  })
  const former = useFormerMembers(resource === 'members')
  const titles = new Map(result.data.map((record) => [record.id, definition ? titleOf(definition, record) : record.id]))
  return (
    <>
      {ids
        .map((id) => (id === 'me' ? t('filter.me') : (titles.get(id) ?? formerName(former.get(id)) ?? '…')))
        .join(', ')}
    </>
  )
}
