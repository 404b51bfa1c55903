import { createContext, use, useRef, type RefObject } from 'react'
import { Link } from 'react-router'
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis, type BarShapeProps } from 'recharts'
import { formatCount } from '../../format.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { countText } from './CountLink.tsx'
import type { Group, Series } from './CountPanel.tsx'
import { listAddress } from './listAddress.ts'

interface Props {
  series: Series[]
  groups: Group[]
}

/** The bar that has the focus. By context, as the chart freezes what its bars are given. */
const Focused = createContext<RefObject<string | undefined>>({ current: undefined })

const axis = { tickLine: false, axisLine: { stroke: 'var(--border)' }, tick: { fill: 'var(--muted)', fontSize: 12 } }
const box = { background: 'var(--surface)', border: '1px solid var(--border)', borderRadius: 6, color: 'var(--text)' }

/** A bar for each number, side by side in their groups; each is a link, with the keyboard as well. */
export function CountChart({ series, groups }: Props) {
  const focused = useRef<string>(undefined)
  const countOf = (name: string) => (group: Group) => group.counts[name]?.count ?? 0
  return (
    <>
      {series.length > 1 && (
        <ul className="chart-legend" aria-hidden>
          {series.map(({ name, label }) => (
            <li key={name}>
              <span className="swatch" style={{ background: colorOf(name) }} />
              {label}
            </li>
          ))}
        </ul>
      )}
      <Focused value={focused}>
        <div className="chart">
          <ResponsiveContainer width="100%" height="100%">
            <BarChart data={groups} accessibilityLayer={false} margin={{ top: 8, right: 4, bottom: 0, left: 0 }}>
              <CartesianGrid vertical={false} stroke="var(--border)" />
              <XAxis dataKey="short" {...axis} interval="preserveStartEnd" minTickGap={4} />
              <YAxis {...axis} axisLine={false} width="auto" allowDecimals={false} tickFormatter={formatCount} />
              <Tooltip
                cursor={{ fill: 'var(--accent-soft)' }}
                contentStyle={box}
                itemStyle={{ color: 'var(--text)' }}
                itemSorter={(item) => series.findIndex(({ label }) => label === item.name)}
                isAnimationActive={false}
                formatter={(value) => formatCount(Number(value))}
                labelFormatter={(_, [bar]) => (bar?.payload as Group | undefined)?.label}
              />
              {series.map((each) => (
                <Bar
                  key={each.name}
                  name={each.label}
                  dataKey={countOf(each.name)}
                  fill={colorOf(each.name)}
                  maxBarSize={56}
                  minPointSize={(value) => (value ? 3 : 0)}
                  isAnimationActive={false}
                  shape={<LinkedBar series={each} />}
                />
              ))}
            </BarChart>
          </ResponsiveContainer>
        </div>
      </Focused>
    </>
  )
}

const colorOf = (name: string) => `var(--chart-${name})`

/** Bars may be low; what can be hit is at least this high. */
const hitHeight = 24

interface BarProps extends Partial<Pick<BarShapeProps, 'x' | 'y' | 'width' | 'height' | 'fill' | 'payload'>> {
  /** Of the series. */
  series: Series
}

/** Gets its place and size from the chart, which makes another in its place when they change: that one takes the focus over. */
function LinkedBar({ series, payload, x = 0, y = 0, width = 0, height = 0, fill }: BarProps) {
  const { slug } = useOrganization().organization
  const focusedRef = use(Focused)
  const group = payload as Group | undefined
  const counted = group?.counts[series.name]
  if (!counted?.count) return null
  const hit = Math.max(height, hitHeight)
  const label = `${group?.label}, ${series.label}: ${countText(counted)}`
  const name = `${group?.key}/${series.name}`
  const takeOver = (link: HTMLAnchorElement | null) => {
    if (focusedRef.current === name && document.activeElement === document.body) link?.focus({ preventScroll: true })
  }
  return (
    <Link
      ref={takeOver}
      to={listAddress(slug, counted)}
      aria-label={label}
      className="bar"
      onFocus={() => (focusedRef.current = name)}
      onBlur={() => (focusedRef.current = undefined)}
    >
      <rect x={x} y={y + height - hit} width={width} height={hit} fill="transparent" />
      <rect x={x} y={y} width={width} height={height} fill={fill} rx={2} />
    </Link>
  )
}
