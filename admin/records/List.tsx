import { useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Definition } from '../../server/resources/define.ts'
import { useTitle } from '../frame/useTitle.ts'
import { resourceName } from '../words.ts'
import { BulkBar } from './BulkBar.tsx'
import { EmptyList } from './EmptyList.tsx'
import { FilterBar } from './filters/FilterBar.tsx'
import { ListFooter } from './ListFooter.tsx'
import { ListHead } from './ListHead.tsx'
import { LoadError } from './LoadError.tsx'
import { matching } from './listCall.ts'
import type { RecordData } from './record.ts'
import './records.css'
import { RecordTable } from './RecordTable.tsx'
import { noSelection, type Selection } from './selection.ts'
import { useColumns } from './useColumns.ts'
import { useListState } from './useListState.ts'
import { useRecords } from './useRecords.ts'

const none: RecordData[] = []

/** The list of any resource, from its definition. What leads to other views of the same stands under its name. */
export function List({ definition, children }: { definition: Definition; children?: ReactNode }) {
  const { state, ignored, change } = useListState(definition)
  const columns = useColumns(definition)
  const found = useRecords(definition, state)
  const [selection, setSelection] = useState<Selection>(noSelection)
  const query = useMemo(() => matching(definition, state), [definition, state])

  // A selection is about what was on screen; other filters mean other records.
  useEffect(() => setSelection(noSelection), [query])
  useTitle(resourceName(definition))

  const records = found.records ?? none
  const isEmpty = found.records !== undefined && records.length === 0 && !found.isFetching && !found.error
  return (
    <>
      <ListHead definition={definition} state={state} columns={columns} onChange={change} />
      {children}
      <FilterBar definition={definition} state={state} ignored={ignored} onChange={change} />
      <BulkBar
        definition={definition}
        selection={selection}
        query={query}
        total={found.total}
        isCapped={found.isCapped}
        isTrash={state.trash}
        pageCount={records.length}
        onSelect={setSelection}
      />
      {found.error && <LoadError error={found.error} onRetry={() => void found.refetch()} />}
      {isEmpty && <EmptyList definition={definition} state={state} onChange={change} />}
      {!isEmpty && !(found.error && records.length === 0) && (
        <RecordTable
          definition={definition}
          state={state}
          columns={columns.shown}
          records={found.records}
          isFetching={found.isFetching}
          selection={selection}
          onSelect={setSelection}
          onChange={change}
        />
      )}
      <ListFooter definition={definition} state={state} found={found} onChange={change} />
    </>
  )
}
