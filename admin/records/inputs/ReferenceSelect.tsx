import { useSelect } from '@refinedev/antd'
import { Select } from 'antd'
import { resources } from '../../../server/resources/index.ts'
import { t } from '../../providers/i18n.ts'
import { titleOf, type RecordData } from '../record.ts'
import { formerName, useFormerMembers } from '../useFormerMembers.ts'

interface Props {
  resource: string
  mode?: 'multiple'
  offersMe?: boolean
  id?: string
  value?: string | string[] | null
  onChange?: (value: string | string[] | null) => void
  /** What the chosen one is called where it is known, for when it is not among the living records one may read. */
  title?: string | null
  'aria-label'?: string
  /** What is said while nothing is chosen. */
  placeholder?: string
  'aria-required'?: boolean
}

/** Chooses records by title, searched on the server while typing. */
export function ReferenceSelect({ resource, mode, offersMe, value, onChange, title, placeholder, ...rest }: Props) {
  const definition = resources[resource]
  const chosen = [value ?? []].flat().filter((id) => id !== 'me')
  const { selectProps, query, defaultValueQuery } = useSelect<RecordData>({
    resource,
    optionLabel: (record) => (definition ? titleOf(definition, record) : record.id),
    optionValue: ({ id }) => id,
    defaultValue: chosen,
    onSearch: (q) => (q ? [{ field: 'q', operator: 'eq', value: q }] : []),
    pagination: { mode: 'server', pageSize: 20 },
    errorNotification: false,
  })
  const offered = (selectProps.options ?? []) as Option[]
  const absent = chosen.filter((id) => !offered.some((option) => option.value === id))
  const isKnown = !query.isFetching && !defaultValueQuery.isFetching
  const named = useAbsent(resource, absent, { title, isKnown })
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
      options={[...me, ...named, ...offered]}
      value={value ?? undefined}
      onChange={(next) => onChange?.(next ?? null)}
      placeholder={placeholder ?? t('form.searchReference')}
      notFoundContent={query.isFetching ? t('form.searching') : t('form.noneFound')}
    />
  )
}

interface Option {
  value: string
  label: string
}

/** Those that are chosen and not to be found: who has left, what is in the trash or hidden. Never as a bare id. */
function useAbsent(resource: string, ids: string[], { title, isKnown }: { title?: string | null; isKnown: boolean }) {
  const former = useFormerMembers(resource === 'members' && ids.length > 0 && isKnown)
  const named = ids.map((id) => {
    const left = former.has(id) ? formerName(title ?? former.get(id)) : undefined
    return { value: id, label: left ?? title ?? (isKnown ? t('record.untitled') : undefined) }
  })
  return named.filter((option): option is Option => option.label !== undefined)
}
