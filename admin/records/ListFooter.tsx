import { Button, Pagination } from 'antd'
import { useNavigate } from 'react-router'
import type { Definition } from '../../server/resources/define.ts'
import { formatCount } from '../format.ts'
import { t } from '../providers/i18n.ts'
import { matching } from './listCall.ts'
import { pageSizes, type ListState } from './listState.ts'
import { Total } from './Total.tsx'
import type { ListStateHandle } from './useListState.ts'
import type { useRecords } from './useRecords.ts'

interface Props {
  definition: Definition
  state: ListState
  found: ReturnType<typeof useRecords>
  onChange: ListStateHandle['change']
}

/** How many there are, told truthfully, and the way through them. */
export function ListFooter({ definition, state, found, onChange }: Props) {
  const isKnown = found.records !== undefined && !found.error
  return (
    <div className="list-footer">
      <p className="total" role="status">
        {isKnown && <Total key={matching(definition, state)} definition={definition} state={state} found={found} />}
      </p>
      {isKnown && found.total > 0 && <Pages state={state} found={found} onChange={onChange} />}
    </div>
  )
}

function Pages({ state, found, onChange }: Omit<Props, 'definition'>) {
  const navigate = useNavigate()
  const lastCounted = Math.max(1, Math.floor(found.total / state.size))
  // Counting stops at the cap; beyond it only the server knows where the next page begins.
  const isBeyond = found.isCapped && (state.after !== undefined || state.page >= lastCounted)
  if (isBeyond) {
    return (
      <div className="pages">
        <span className="quiet">{t('list.page', { page: formatCount(state.page) })}</span>
        <Button onClick={() => void navigate(-1)}>{t('list.previous')}</Button>
        <Button disabled={!found.after} onClick={() => onChange({ page: state.page + 1, after: found.after })}>
          {t('list.next')}
        </Button>
        <Button onClick={() => onChange({ page: 1 })}>{t('list.firstPage')}</Button>
      </div>
    )
  }
  return (
    <Pagination
      size="small"
      current={state.page}
      pageSize={state.size}
      total={found.isCapped ? lastCounted * state.size : found.total}
      showSizeChanger
      pageSizeOptions={pageSizes}
      onChange={(page, size) => onChange(size === state.size ? { page } : { page: 1, size })}
    />
  )
}
