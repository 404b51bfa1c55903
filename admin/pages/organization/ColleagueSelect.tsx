import { useList } from '@refinedev/core'
import { Select } from 'antd'
import { t } from '../../providers/i18n.ts'
import type { Member } from './people.ts'

interface Props {
  /** Who cannot be chosen: the one whose work it is. */
  excludedId: string
  value: string | undefined
  onChange: (colleague: { id: string; name: string }) => void
}

/** Chooses somebody who takes over. */
export function ColleagueSelect({ excludedId, value, onChange }: Props) {
  const { query } = useList<Member>({
    resource: 'members',
    sorters: [{ field: 'name', order: 'asc' }],
    pagination: { currentPage: 1, pageSize: 500 },
    errorNotification: false,
  })
  const colleagues = (query.data?.data ?? []).filter(({ id }) => id !== excludedId)
  return (
    <Select
      className="full-width"
      showSearch
      optionFilterProp="label"
      aria-label={t('members.handOverTo')}
      placeholder={t('members.handOverTo')}
      loading={query.isLoading}
      value={value}
      options={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id: string) => onChange({ id, name: colleagues.find((each) => each.id === id)?.name ?? '' })}
    />
  )
}
