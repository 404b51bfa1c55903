import { useSelect } from '@refinedev/antd'
import { Select } from 'antd'
import { resources } from '../../../server/resources/index.ts'
import { t } from '../../providers/i18n.ts'
import { titleOf, type RecordData } from '../record.ts'

interface Props {
  resource: string
  mode?: 'multiple'
  offersMe?: boolean
  id?: string
  value?: string | string[] | null
  onChange?: (value: string | string[] | null) => void
  'aria-label'?: string
  /** What is said while nothing is chosen. */
  placeholder?: string
  'aria-required'?: boolean
}

/** Chooses records by title, searched on the server while typing. */
export function ReferenceSelect({ resource, mode, offersMe, value, onChange, placeholder, ...rest }: Props) {
  const definition = resources[resource]
  const chosen = [value ?? []].flat().filter((id) => id !== 'me')
  const { selectProps, query } = useSelect<RecordData>({
    resource,
    optionLabel: (record) => (definition ? titleOf(definition, record) : record.id),
    optionValue: ({ id }) => id,
    defaultValue: chosen,
    onSearch: (q) => (q ? [{ field: 'q', operator: 'eq', value: q }] : []),
    pagination: { mode: 'server', pageSize: 20 },
    errorNotification: false,
  })
  const me = offersMe ? [{ value: 'me', label: t('filter.me') }] : []
  return (
    <Select<string | string[] | null>
      {...rest}
      mode={mode}
      className="full-width"
      showSearch
      allowClear
      filterOption={false}
      loading={query.isFetching}
      onSearch={selectProps.onSearch}
      options={[...me, ...((selectProps.options ?? []) as { value: string; label: string }[])]}
      value={value ?? undefined}
      onChange={(next) => onChange?.(next ?? null)}
      placeholder={placeholder ?? t('form.searchReference')}
      notFoundContent={query.isFetching ? t('form.searching') : t('form.noneFound')}
    />
  )
}
