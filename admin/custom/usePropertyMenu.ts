import type { MenuProps } from 'antd'
import { t } from '../providers/i18n.ts'
import { useStep } from '../records/useStep.tsx'
import type { CellProps } from './index.ts'

/** Archiving and its way back, which are open to whoever might also delete the property. */
export function usePropertyMenu({ definition, record }: CellProps): NonNullable<MenuProps['items']> {
  const { move, isMoving } = useStep(definition, record)
  if (!record._can?.delete) return []
  if (record.status === 'ARCHIVED') {
    const back = String(record.archivedFrom ?? 'DRAFT')
    return [{ key: 'bringBack', label: t('steps.bringBack'), disabled: isMoving, onClick: () => void move(back) }]
  }
  return [{ key: 'archive', label: t('steps.archive'), disabled: isMoving, onClick: () => void move('ARCHIVED') }]
}
