import type { MenuProps } from 'antd'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { hasRight } from '../../../server/resources/rights.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { t } from '../../providers/i18n.ts'
import { useAllows } from '../../records/useAllows.ts'
import type { CellProps } from '../index.ts'
import { useExport } from './useExport.ts'

/** The address at which a client's page asks to merge: with this one, or with one to be chosen. */
export const mergeAddress = (path: string, mergedId = '') => `${path}?merge=${mergedId}`

type Entries = NonNullable<MenuProps['items']>

/** What is done to a client as a whole. The dialogs stand on the page (`ClientCare`), opened by its address. */
export function ClientMenu({ definition, record, render }: CellProps & { render: (entries: Entries) => ReactNode }) {
  const { role, organization } = useOrganization()
  const [, setParams] = useSearchParams()
  const may = useAllows(definition)
  const { ask, isAsking } = useExport(definition, record)
  const canMerge = record._can?.edit === true && may('delete')
  const canErase =
    record._can?.delete === true && hasRight('eraseClients', { role, isPersonal: organization.isPersonal })
  return render([
    ...(canMerge ? [{ key: 'merge', label: t('clients.merge'), onClick: () => setParams({ merge: '' }) }] : []),
    ...(may('export')
      ? [{ key: 'export', label: t('clients.export'), disabled: isAsking, onClick: () => void ask() }]
      : []),
    ...(canErase
      ? [{ key: 'erase', danger: true, label: t('clients.erase'), onClick: () => setParams({ erase: '' }) }]
      : []),
  ])
}
