import { useState } from 'react'
import type { Definition } from '../../server/resources/define.ts'
import { formatCount } from '../format.ts'
import { t } from '../providers/i18n.ts'
import { countedName } from '../words.ts'
import type { ListState } from './listState.ts'
import { useExactTotal, type Found } from './useRecords.ts'

interface Props {
  definition: Definition
  state: ListState
  found: Found
}

/** How many there are. Where the server stopped counting, a click has it count all. */
export function Total({ definition, state, found }: Props) {
  const [isWanted, setWanted] = useState(false)
  const exact = useExactTotal(definition, state, isWanted && found.isCapped)
  const total = found.isCapped && exact.total !== undefined ? exact.total : found.total
  const isOpenEnded = found.isCapped && exact.total === undefined
  const text = `${formatCount(total)}${isOpenEnded ? '+' : ''} ${countedName(definition, total)}`
  if (!isOpenEnded) return <>{text}</>
  return (
    <button
      type="button"
      className="count-all"
      title={t('list.countAll')}
      aria-busy={exact.isFetching}
      onClick={() => setWanted(true)}
    >
      {text}
      <span className="visually-hidden">. {t('list.countAll')}</span>
    </button>
  )
}
