import { Button } from 'antd'
import { useState, type FormEvent } from 'react'
import { t } from '../../providers/i18n.ts'
import { isFaulty, NumberFault } from '../inputs/NumberFault.tsx'
import { NumberInput, type NumberValue } from '../inputs/NumberInput.tsx'
import type { EditorProps } from './FilterEditor.tsx'

/** From one number to another, both included; either end may stay open. */
export function RangeFilter({ field, value, onChange }: EditorProps) {
  const [from, setFrom] = useState<NumberValue>(value?.type === 'range' ? (value.from ?? null) : null)
  const [to, setTo] = useState<NumberValue>(value?.type === 'range' ? (value.to ?? null) : null)
  const apply = (event: FormEvent) => {
    event.preventDefault()
    if (isFaulty(field, from) || isFaulty(field, to)) return
    // Ends given the wrong way round are meant the other way.
    const isTurned = from !== null && to !== null && from > to
    const [low, high] = (isTurned ? [to, from] : [from, to]).map((end) => (typeof end === 'number' ? end : undefined))
    onChange(low === undefined && high === undefined ? undefined : { type: 'range', from: low, to: high })
  }
  return (
    <form onSubmit={apply}>
      <div className="range">
        <NumberInput
          autoFocus
          field={field}
          value={from}
          onChange={setFrom}
          placeholder={t('filter.low')}
          aria-label={t('filter.low')}
        />
        <NumberInput
          field={field}
          value={to}
          onChange={setTo}
          placeholder={t('filter.high')}
          aria-label={t('filter.high')}
        />
      </div>
      <NumberFault field={field} value={isFaulty(field, from) ? from : to} />
      <Button type="primary" htmlType="submit" block>
        {t('filter.apply')}
      </Button>
    </form>
  )
}
