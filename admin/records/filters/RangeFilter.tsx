import { Button, InputNumber } from 'antd'
import { useState, type FormEvent } from 'react'
import { t } from '../../providers/i18n.ts'
import type { EditorProps } from './FilterEditor.tsx'

/** From one number to another, both included; either end may stay open. */
export function RangeFilter({ field, value, onChange }: EditorProps) {
  const [from, setFrom] = useState<number | null>(value?.type === 'range' ? (value.from ?? null) : null)
  const [to, setTo] = useState<number | null>(value?.type === 'range' ? (value.to ?? null) : null)
  const apply = (event: FormEvent) => {
    event.preventDefault()
    if (from === null && to === null) return onChange(undefined)
    // Ends given the wrong way round are meant the other way.
    const isTurned = from !== null && to !== null && from > to
    const [low, high] = isTurned ? [to, from] : [from, to]
    onChange({ type: 'range', from: low ?? undefined, to: high ?? undefined })
  }
  return (
    <form onSubmit={apply}>
      <div className="range">
        <InputNumber<number>
          autoFocus
          value={from}
          onChange={setFrom}
          suffix={field.unit}
          placeholder={t('filter.low')}
          aria-label={t('filter.low')}
        />
        <InputNumber<number>
          value={to}
          onChange={setTo}
          suffix={field.unit}
          placeholder={t('filter.high')}
          aria-label={t('filter.high')}
        />
      </div>
      <Button type="primary" htmlType="submit" block>
        {t('filter.apply')}
      </Button>
    </form>
  )
}
