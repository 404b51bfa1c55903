import { Table, type TableColumnType } from 'antd'
import type { ReactNode } from 'react'
import type { Definition } from '../../../server/resources/define.ts'
import { useAppearance } from '../../appearance.ts'
import { ListFooter } from '../../records/ListFooter.tsx'
import { LoadError } from '../../records/LoadError.tsx'
import { sortable, sortOf, type ListState } from '../../records/listState.ts'
import type { RecordData } from '../../records/record.ts'
import type { ListStateHandle } from '../../records/useListState.ts'
import type { Found } from '../../records/useRecords.ts'
import { fieldName, resourceName } from '../../words.ts'

export interface Column<T> {
  /** A field, or the key of a column that is none. */
  name: string
  title?: ReactNode
  /** In pixels; without one it takes what the others leave. */
  width?: number
  /** Left out on narrow screens. */
  isWide?: boolean
  render: (record: T) => ReactNode
}

interface Props<T extends RecordData> {
  definition: Definition
  label?: string
  state: ListState
  found: Found
  columns: Column<T>[]
  /** Shown in place of an empty table. */
  empty: ReactNode
  onChange: ListStateHandle['change']
}

const placeholders = Array.from({ length: 6 }, (_, index) => ({ id: `loading-${index}` }) as RecordData)

/** A list with cells made by hand, for what is managed and not worked on: sorted and counted by the server, without selection. */
export function PeopleTable<T extends RecordData>({ definition, state, found, empty, onChange, ...rest }: Props<T>) {
  const { density } = useAppearance()
  const records = found.records as T[] | undefined
  if (found.error && !records) return <LoadError error={found.error} onRetry={() => void found.refetch()} />
  const isEmpty = records?.length === 0 && !found.isFetching
  return (
    <>
      {isEmpty ? (
        <div className="empty-list">{empty}</div>
      ) : (
        <div className="record-table people-table" aria-busy={found.isFetching}>
          <Table<T>
            aria-label={rest.label ?? resourceName(definition)}
            rowKey="id"
            size={density === 'compact' ? 'small' : 'middle'}
            columns={rest.columns.map((column) => tableColumn(definition, state, column))}
            dataSource={records ?? (placeholders as T[])}
            pagination={false}
            tableLayout="fixed"
            showSorterTooltip={false}
            onChange={(_page, _filters, sorter) => {
              const { field, order } = Array.isArray(sorter) ? (sorter[0] ?? {}) : sorter
              onChange({ sort: order ? `${order === 'descend' ? '-' : ''}${String(field)}` : undefined })
            }}
          />
        </div>
      )}
      <ListFooter definition={definition} state={state} found={found} onChange={onChange} />
    </>
  )
}

function tableColumn<T extends RecordData>(
  definition: Definition,
  state: ListState,
  { name, title, width, isWide, render }: Column<T>,
): TableColumnType<T> {
  const sorted = sortOf(definition, state)
  return {
    key: name,
    dataIndex: name,
    title: title ?? fieldName(definition, name),
    width,
    responsive: isWide ? ['md'] : undefined,
    sorter: sortable(definition).includes(name),
    sortDirections: ['ascend', 'descend', 'ascend'],
    sortOrder: sorted === name ? 'ascend' : sorted === `-${name}` ? 'descend' : null,
    // Rows that stand in for records still loading have no version.
    render: (_value, record) => (record.version === undefined ? <span className="skeleton" /> : render(record)),
  }
}
