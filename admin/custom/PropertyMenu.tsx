import type { MenuProps } from 'antd'
import type { ReactNode } from 'react'
import { t } from '../providers/i18n.ts'
import { useStep } from '../records/useStep.tsx'
import type { CellProps } from './index.ts'

interface Props extends CellProps {
  render: (entries: NonNullable<MenuProps['items']>) => ReactNode
}

/** Archiving and its way back, which are open to whoever might also delete the property. */
export function PropertyMenu({ definition, record, render }: Props) {
  const { move, isMoving } = useStep(definition, record)
  if (!record._can?.delete) return render([])
  const isArchived = record.status === 'ARCHIVED'
  const to = isArchived ? String(record.archivedFrom ?? 'DRAFT') : 'ARCHIVED'
  const label = isArchived ? t('steps.bringBack') : t('steps.archive')
  return render([{ key: 'archive', label, disabled: isMoving, onClick: () => void move(to) }])
}
