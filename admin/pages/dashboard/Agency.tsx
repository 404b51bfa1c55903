import { useId } from 'react'
import { monthSeries, type AgeGroup, type Dashboard, type Month } from '../../../server/resources/dashboard.ts'
import { formatCount, formatMonth } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import { CountPanel, type Group } from './CountPanel.tsx'
import { People } from './People.tsx'
import { StockPanel } from './StockPanel.tsx'

/** The agency at a glance: its stock, how old that is, what came and went, who did what. */
export function Agency({ dashboard }: { dashboard: Dashboard }) {
  const { stock, ageing, months, people } = dashboard
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t('dashboard.agency')}</h2>
      <div className="board">
        <StockPanel title={t('dashboard.stock.statuses')} field="status" shares={stock.statuses} />
        <StockPanel
          title={t('dashboard.stock.types')}
          field="propertyType"
          shares={stock.types}
          total={{ counted: stock.onMarket, label: t('dashboard.stock.onMarket') }}
        />
        <CountPanel
          title={t('dashboard.ageing.title')}
          hint={t('dashboard.ageing.hint')}
          of={t('dashboard.ageing.of')}
          series={[{ name: 'active', label: t('dashboard.ageing.count') }]}
          groups={ageing.map(ageGroup)}
        />
        <CountPanel
          title={t('dashboard.months.title')}
          of={t('dashboard.months.of')}
          series={monthSeries.map((name) => ({ name, label: t(`dashboard.months.${name}`) }))}
          groups={months.map(monthGroup)}
        />
        {people && <People people={people} />}
      </div>
    </section>
  )
}

function ageGroup(group: AgeGroup): Group {
  const { from, to } = group
  const label = ageText(from, to)
  return { key: String(from ?? 'none'), label, short: label, counts: { active: group } }
}

function ageText(from: number | undefined, to: number | undefined): string {
  if (from === undefined) return t('dashboard.ageing.never')
  if (to === undefined) return t('dashboard.ageing.over', { days: formatCount(from - 1) })
  return t('dashboard.ageing.between', { from: formatCount(from), to: formatCount(to) })
}

function monthGroup(month: Month): Group {
  const { created, published, sold, rented } = month
  return {
    key: month.month,
    label: formatMonth(month.month, 'long'),
    short: formatMonth(month.month, 'short'),
    counts: { created, published, sold, rented },
  }
}
