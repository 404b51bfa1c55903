import { MoreOutlined } from '@ant-design/icons'
import { Button, Dropdown, type MenuProps } from 'antd'
import { useNavigate } from 'react-router'
import type { Definition } from '../../server/resources/define.ts'
import { custom } from '../custom/index.ts'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { lastListPath } from '../paths.ts'
import { t } from '../providers/i18n.ts'
import { lower, recordName } from '../words.ts'
import type { RecordData } from './record.ts'
import { useTrash } from './useTrash.ts'

const useNothing = () => []

/** What can be done with a record besides editing it. */
export function MoreMenu({ definition, record }: { definition: Definition; record: RecordData }) {
  const navigate = useNavigate()
  const { organization } = useOrganization()
  const { ask } = useTrash(definition, () => void navigate(lastListPath(organization.slug, definition.name)))
  // The same hook at every render: a page shows records of one resource as long as it stands.
  const useMenu = custom[definition.name]?.useMenu ?? useNothing
  const own = useMenu({ definition, record })
  const name = lower(recordName(definition))
  const items: NonNullable<MenuProps['items']> = [
    ...own,
    ...(record._can?.delete
      ? [{ key: 'delete', danger: true, label: t('record.deleteOk', { name }), onClick: () => ask(record) }]
      : []),
  ]
  if (items.length === 0) return null
  return (
    <Dropdown trigger={['click']} menu={{ items }} placement="bottomRight">
      <Button icon={<MoreOutlined aria-hidden />} aria-label={t('record.more')} aria-haspopup="menu" />
    </Dropdown>
  )
}
