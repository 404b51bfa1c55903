import { CloseOutlined, DownOutlined } from '@ant-design/icons'
import { Button, Popover } from 'antd'
import { lazy, Suspense, useState } from 'react'
import type { Definition } from '../../../server/resources/define.ts'
import { t } from '../../providers/i18n.ts'
import { fieldName } from '../../words.ts'
import type { FilterValue } from '../listState.ts'
import { FilterSummary } from './FilterSummary.tsx'

const FilterEditor = lazy(async () => ({ default: (await import('./FilterEditor.tsx')).FilterEditor }))

interface Props {
  definition: Definition
  name: string
  value: FilterValue | undefined
  opensAtOnce: boolean
  onChange: (value: FilterValue | undefined) => void
  onClosed: () => void
}

/** One filter: its field, what it is set to, and its editor on click. */
export function FilterChip({ definition, name, value, opensAtOnce, onChange, onClosed }: Props) {
  const [isOpen, setOpen] = useState(opensAtOnce)
  const label = fieldName(definition, name)
  const toggle = (next: boolean) => {
    setOpen(next)
    if (!next) onClosed()
  }
  const editor = (
    <Suspense fallback={<span className="skeleton" />}>
      <FilterEditor
        definition={definition}
        name={name}
        value={value}
        onChange={(next) => {
          onChange(next)
          toggle(false)
        }}
      />
    </Suspense>
  )
  return (
    <span className={value ? 'chip chip-set' : 'chip'}>
      <Popover
        open={isOpen}
        onOpenChange={toggle}
        trigger="click"
        placement="bottomLeft"
        arrow={false}
        destroyOnHidden
        content={<div onKeyDown={(event) => event.key === 'Escape' && toggle(false)}>{editor}</div>}
      >
        <Button aria-haspopup="dialog" aria-expanded={isOpen}>
          {value ? <FilterSummary definition={definition} name={name} value={value} /> : label}
          {!value && <DownOutlined aria-hidden />}
        </Button>
      </Popover>
      {value && (
        <Button
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('list.removeFilter', { name: label })}
          onClick={() => onChange(undefined)}
        />
      )}
    </span>
  )
}
