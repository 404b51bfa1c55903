import { Button, DatePicker } from 'antd'
import { t } from '../../providers/i18n.ts'
import dayjs, { type Dayjs } from '../inputs/calendar.ts'
import { presets } from '../listState.ts'
import type { EditorProps } from './FilterEditor.tsx'

/** Days: a preset that moves along with today, or from one day to another. */
export function DaysFilter({ value, onChange }: EditorProps) {
  const days = value?.type === 'days' ? value : undefined
  const choose = (range: [Dayjs | null, Dayjs | null] | null) => {
    const [from, to] = (range ?? []).map((day) => day?.format('YYYY-MM-DD'))
    onChange(from || to ? { type: 'days', from, to } : undefined)
  }
  return (
    <>
      <div className="presets">
        {presets.map((preset) => (
          <Button
            key={preset}
            size="small"
            type={days?.preset === preset ? 'primary' : 'default'}
            aria-pressed={days?.preset === preset}
            onClick={() => onChange({ type: 'days', preset })}
          >
            {t(`filter.presets.${preset}`)}
          </Button>
        ))}
      </div>
      <DatePicker.RangePicker
        format="DD/MM/YYYY"
        allowEmpty={[true, true]}
        defaultValue={[days?.from ? dayjs(days.from) : null, days?.to ? dayjs(days.to) : null]}
        onChange={choose}
      />
    </>
  )
}
