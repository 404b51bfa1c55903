import { useCallback, useEffect, useMemo } from 'react'
import { useLocation, useSearchParams } from 'react-router'
import type { Definition } from '../../server/resources/define.ts'
import { rememberList } from '../paths.ts'
import { readState, writeState, type ListState } from './listState.ts'

export interface ListStateHandle {
  state: ListState
  /** Names in the address that could not be read and were left out. */
  ignored: string[]
  /** Changes the state; a new filter, order or search starts at the first page again. */
  change: (changes: Partial<ListState>, options?: { replace?: boolean }) => void
}

/** The list's state, kept in the address alone: back, reload and a link to a colleague all show the same list. */
export function useListState(definition: Definition): ListStateHandle {
  const [query, setQuery] = useSearchParams()
  const { pathname, search } = useLocation()
  const { state, ignored } = useMemo(() => readState(definition, query), [definition, query])

  useEffect(() => rememberList(pathname, search), [pathname, search])

  const change = useCallback(
    (changes: Partial<ListState>, options?: { replace?: boolean }) => {
      setQuery((current) => {
        const { state: before } = readState(definition, current)
        return writeState({ ...before, page: 1, after: undefined, ...changes })
      }, options)
    },
    [definition, setQuery],
  )
  return { state, ignored, change }
}
