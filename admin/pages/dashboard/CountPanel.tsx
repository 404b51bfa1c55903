import { BarChartOutlined, TableOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { Counted } from '../../../server/resources/dashboard.ts'
import { t } from '../../providers/i18n.ts'
import { CountLink } from './CountLink.tsx'
import { Panel } from './Panel.tsx'

/** Large, and the numbers do not wait for it. */
const CountChart = lazy(async () => ({ default: (await import('./CountChart.tsx')).CountChart }))

export interface Series {
  name: string
  label: string
}

/** What stands together in the chart, and in one row of the table. */
export interface Group {
  key: string
  label: string
  /** For the axis. */
  short: string
  /** By the names of the series. */
  counts: Record<string, Counted>
}

interface Props {
  title: string
  hint?: string
  /** What the groups are: the heading of the table's first column. */
  of: string
  series: Series[]
  groups: Group[]
}

/** Numbers as bars or, by choice, as a table; either way each opens the list that it counts. */
export function CountPanel({ title, hint, of, series, groups }: Props) {
  const [isTable, setTable] = useState(() => series.length > 1 && isNarrow())
  const toggle = (
    <Button
      size="small"
      type="text"
      className="board-action"
      icon={isTable ? <BarChartOutlined aria-hidden /> : <TableOutlined aria-hidden />}
      aria-label={t(isTable ? 'dashboard.asChart' : 'dashboard.asTable', { title })}
      title={t(isTable ? 'dashboard.asChart' : 'dashboard.asTable', { title })}
      onClick={() => setTable(!isTable)}
    />
  )
  return (
    <Panel title={title} hint={hint} action={toggle}>
      {isTable ? (
        <CountTable title={title} of={of} series={series} groups={groups} />
      ) : (
        <Suspense fallback={<div className="chart" />}>
          <CountChart series={series} groups={groups} />
        </Suspense>
      )}
    </Panel>
  )
}

/** Several bars a group are too slender for fingers there. */
const isNarrow = () => matchMedia('(max-width: 560px)').matches

function CountTable({ title, of, series, groups }: Pick<Props, 'title' | 'of' | 'series' | 'groups'>) {
  return (
    <div className="board-scroll">
      <table className="plain-table">
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{of}</th>
            {series.map(({ name, label }) => (
              <th key={name} scope="col" className="figures">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map(({ key, label, counts }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              {series.map((each) => (
                <td key={each.name} className="figures">
                  {counts[each.name] && <CountLink counted={counts[each.name]!} label={`${label}, ${each.label}`} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
