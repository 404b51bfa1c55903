import { MoreOutlined } from '@ant-design/icons'
import { Button, Dropdown, type MenuProps } from 'antd'
import { Suspense } from 'react'
import { useNavigate } from 'react-router'
import type { Definition } from '../../server/resources/define.ts'
import { custom } from '../custom/index.ts'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { lastListPath } from '../paths.ts'
import { t } from '../providers/i18n.ts'
import { lower, recordName } from '../words.ts'
import type { RecordData } from './record.ts'
import { useTrash } from './useTrash.ts'

interface Props {
  definition: Definition
  record: RecordData
}

type Entries = NonNullable<MenuProps['items']>

/** What can be done with a record besides editing it: what its resource adds, and deleting. */
export function MoreMenu({ definition, record }: Props) {
  const Menu = custom[definition.name]?.menu
  const render = (entries: Entries) => <EntryMenu definition={definition} record={record} entries={entries} />
  if (!Menu) return render([])
  return (
    <Suspense>
      <Menu definition={definition} record={record} render={render} />
    </Suspense>
  )
}

function EntryMenu({ definition, record, entries }: Props & { entries: Entries }) {
  const navigate = useNavigate()
  const { organization } = useOrganization()
  const { ask } = useTrash(definition, () => void navigate(lastListPath(organization.slug, definition.name)))
  const label = t('record.deleteOk', { name: lower(recordName(definition)) })
  const deletion = { key: 'delete', danger: true, label, onClick: () => ask(record) }
  const items = record._can?.delete ? [...entries, deletion] : entries
  if (items.length === 0) return null
  return (
    <Dropdown trigger={['click']} menu={{ items }} placement="bottomRight">
      <Button icon={<MoreOutlined aria-hidden />} aria-label={t('record.more')} aria-haspopup="menu" />
    </Dropdown>
  )
}
