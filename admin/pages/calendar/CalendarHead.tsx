import { LeftOutlined, PlusOutlined, RightOutlined, SyncOutlined } from '@ant-design/icons'
import { Button, Dropdown, Segmented } from 'antd'
import { useNavigate } from 'react-router'
import { ResourceIcon } from '../../frame/ResourceIcon.tsx'
import { useKeys } from '../../frame/useKeys.ts'
import { t } from '../../providers/i18n.ts'
import { calendarViews, type CalendarState, type CalendarView } from './calendarState.ts'
import { usePlans } from './usePlans.ts'

interface Props {
  state: CalendarState
  /** What the days on screen are called. */
  title: string
  onChange: (changes: Partial<CalendarState>) => void
  onStep: (count: 1 | -1) => void
  onToday: () => void
  onSubscribe: () => void
}

/** Where in time one is and what is shown; planning something new, on the day that is shown or the next one at hand. */
export function CalendarHead({ state, title, onChange, onStep, onToday, onSubscribe }: Props) {
  const navigate = useNavigate()
  const plans = usePlans(planTime(state.date))
  const [first] = plans
  useKeys({ c: () => first && void navigate(first.path) }, first !== undefined)
  return (
    <header className="head calendar-head">
      <h1>{t('calendar.title')}</h1>
      <div className="calendar-steps" role="group" aria-label={t('calendar.toolbar')}>
        <Button icon={<LeftOutlined aria-hidden />} aria-label={t('calendar.previous')} onClick={() => onStep(-1)} />
        <Button onClick={onToday}>{t('calendar.today')}</Button>
        <Button icon={<RightOutlined aria-hidden />} aria-label={t('calendar.next')} onClick={() => onStep(1)} />
        <h2 aria-live="polite">{title}</h2>
      </div>
      <div className="head-actions">
        <Segmented<CalendarState['who']>
          aria-label={t('calendar.who')}
          value={state.who}
          onChange={(who) => onChange({ who })}
          options={(['all', 'mine'] as const).map((value) => ({ value, label: t(`calendar.whose.${value}`) }))}
        />
        <Segmented<CalendarView>
          aria-label={t('calendar.view')}
          value={state.view}
          onChange={(view) => onChange({ view })}
          options={calendarViews.map((value) => ({ value, label: t(`calendar.views.${value}`) }))}
        />
        <Button
          className="narrow-icon"
          icon={<SyncOutlined aria-hidden />}
          aria-label={t('calendar.address.open')}
          onClick={onSubscribe}
        >
          {t('calendar.address.open')}
        </Button>
        {plans.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: plans.map(({ key, icon, label, path }) => ({
                key,
                icon: <ResourceIcon name={icon} />,
                label,
                onClick: () => void navigate(path),
              })),
            }}
          >
            <Button type="primary" icon={<PlusOutlined aria-hidden />} aria-haspopup="menu">
              {t('calendar.new')}
            </Button>
          </Dropdown>
        )}
      </div>
    </header>
  )
}

/** Nine in the morning of a day, or the next full hour when that has passed. */
function planTime(day: string): Date {
  const morning = new Date(`${day}T09:00:00`)
  const next = new Date()
  next.setHours(next.getHours() + 1, 0, 0, 0)
  return morning > next ? morning : next
}
