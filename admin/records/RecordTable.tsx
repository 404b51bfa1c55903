import { Table, type TableProps } from 'antd'
import { useEffect, useRef } from 'react'
import type { Definition } from '../../server/resources/define.ts'
import { useAppearance } from '../appearance.ts'
import { t } from '../providers/i18n.ts'
import { resourceName } from '../words.ts'
import { columnsOf } from './columns.tsx'
import type { ListState } from './listState.ts'
import { titleOf, type RecordData } from './record.ts'
import { toggled, type Selection } from './selection.ts'
import { useAllows } from './useAllows.ts'
import type { ListStateHandle } from './useListState.ts'
import { useRowKeys } from './useRowKeys.ts'

interface Props {
  definition: Definition
  state: ListState
  columns: readonly string[]
  records: RecordData[] | undefined
  isFetching: boolean
  selection: Selection
  onSelect: (selection: Selection) => void
  onChange: ListStateHandle['change']
}

const placeholders = Array.from({ length: 12 }, (_, index) => ({ id: `loading-${index}` }) as RecordData)

/** The list's rows: server order, sticky head and first column, everything by keyboard. */
export function RecordTable(props: Props) {
  const { definition, state, records, isFetching, selection, onSelect, onChange } = props
  const { density } = useAppearance()
  const box = useRef<HTMLDivElement>(null)
  const toggle = (id: string) => onSelect(toggled(selection, id))
  const rows = useRowKeys({
    definition,
    records: records ?? [],
    box,
    canOpen: !state.trash && !definition.view,
    onToggle: toggle,
  })
  const columns = columnsOf(definition, state, props.columns)

  // WARNING: Ant Design measures with a hidden copy of the head whose checkbox could still be tabbed to.
  useEffect(() => box.current?.querySelector('.ant-table-measure-row')?.setAttribute('inert', ''))

  return (
    <div ref={box} className="record-table" aria-busy={isFetching} onKeyDown={rows.onKeyDown}>
      <Table<RecordData>
        aria-label={resourceName(definition)}
        rowKey="id"
        size={density === 'compact' ? 'small' : 'middle'}
        columns={columns}
        dataSource={records ?? placeholders}
        pagination={false}
        sticky={{ getContainer: () => window, offsetScroll: 52 }}
        tableLayout="fixed"
        scroll={{ x: columns.reduce((sum, column) => sum + Number(column.width), 40) }}
        showSorterTooltip={false}
        rowSelection={useRowSelection(props)}
        rowClassName={records ? 'row' : 'row-loading'}
        onRow={(record) => (records ? rows.propsFor(record) : {})}
        onChange={(_page, _filters, sorter) => {
          const { field, order } = Array.isArray(sorter) ? (sorter[0] ?? {}) : sorter
          onChange({ sort: order ? `${order === 'descend' ? '-' : ''}${String(field)}` : undefined })
        }}
      />
    </div>
  )
}

function useRowSelection({ definition, records, selection, onSelect }: Props): TableProps<RecordData>['rowSelection'] {
  const may = useAllows(definition)
  if (!records || !(may('delete') || may('bulkEdit'))) return undefined
  return {
    fixed: true,
    columnWidth: 40,
    selectedRowKeys: selection.isAll ? records.map(({ id }) => id) : selection.ids,
    preserveSelectedRowKeys: true,
    onChange: (keys) => onSelect({ isAll: false, ids: keys.map(String) }),
    getTitleCheckboxProps: () => ({ 'aria-label': t('list.selectPage') }),
    getCheckboxProps: (record) => ({
      'aria-label': t('list.selectOne', { title: titleOf(definition, record) }),
      tabIndex: -1,
    }),
  }
}
