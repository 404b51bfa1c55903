import { useRef, useState, type HTMLAttributes, type KeyboardEvent, type MouseEvent, type RefObject } from 'react'
import { useNavigate } from 'react-router'
import type { Definition } from '../../server/resources/define.ts'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { useKeys } from '../frame/useKeys.ts'
import { showPath } from '../paths.ts'
import { titleOf, type RecordData } from './record.ts'

interface Options {
  definition: Definition
  records: RecordData[]
  box: RefObject<HTMLDivElement | null>
  /** Records in the trash have no page; they are only selected. */
  canOpen: boolean
  onToggle: (id: string) => void
}

/** Rows that can be moved through (`j` `k` and arrows), opened (Enter, click) and selected (`x`). One is in the tab order. */
export function useRowKeys({ definition, records, box, canOpen, onToggle }: Options) {
  const navigate = useNavigate()
  const { organization } = useOrganization()
  const [activeId, setActiveId] = useState<string>()
  const index = Math.max(
    0,
    records.findIndex(({ id }) => id === activeId),
  )
  const started = useRef(false)

  const focus = (next: number) => {
    const record = records[Math.min(Math.max(next, 0), records.length - 1)]
    if (!record) return
    started.current = true
    setActiveId(record.id)
    const row = box.current?.querySelector<HTMLElement>(`tr[data-row-key="${record.id}"]`)
    row?.focus()
    row?.scrollIntoView({ block: 'nearest' })
  }
  const open = (record: RecordData, event?: MouseEvent) => {
    if (!canOpen) onToggle(record.id)
    else if (event?.ctrlKey || event?.metaKey) window.open(showPath(organization.slug, definition.name, record.id))
    else void navigate(showPath(organization.slug, definition.name, record.id))
  }

  useKeys({
    j: () => focus(started.current ? index + 1 : 0),
    k: () => focus(index - 1),
    x: () => {
      const record = records[index]
      if (record && started.current) onToggle(record.id)
    },
  })

  const onKeyDown = (event: KeyboardEvent) => {
    const record = records[index]
    if (!(event.target instanceof HTMLTableRowElement) || !record) return
    if (event.key === 'ArrowDown') focus(index + 1)
    else if (event.key === 'ArrowUp') focus(index - 1)
    else if (event.key === 'Home') focus(0)
    else if (event.key === 'End') focus(records.length - 1)
    else if (event.key === 'Enter') open(record)
    else if (event.key === ' ') onToggle(record.id)
    else return
    event.preventDefault()
  }

  const propsFor = (record: RecordData): HTMLAttributes<HTMLElement> => ({
    tabIndex: record === records[index] ? 0 : -1,
    'aria-label': titleOf(definition, record),
    onFocus: (event) => {
      if (event.target !== event.currentTarget) return
      started.current = true
      setActiveId(record.id)
    },
    onClick: (event) => {
      if (!isOnControl(event) && !window.getSelection()?.toString()) open(record, event)
    },
  })
  return { onKeyDown, propsFor }
}

/** Links, boxes and the selection column act for themselves. */
function isOnControl({ target }: MouseEvent): boolean {
  return target instanceof Element && target.closest('a, button, input, label, .ant-table-selection-column') !== null
}
