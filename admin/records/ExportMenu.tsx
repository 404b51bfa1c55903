import { DownloadOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import type { Definition } from '../../server/resources/define.ts'
import { DownloadLink } from '../frame/DownloadLink.tsx'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { t } from '../providers/i18n.ts'
import { exportAddress } from './listCall.ts'
import type { ListState } from './listState.ts'

interface Props {
  definition: Definition
  state: ListState
  columns: readonly string[]
}

/** The list as a file, filtered and sorted as on screen: for people, or to be imported again. */
export function ExportMenu({ definition, state, columns }: Props) {
  const { organization } = useOrganization()
  const address = (values: 'labels' | 'keys') => exportAddress(definition, state, columns, values, organization.id)
  const items = [
    { key: 'labels', label: <DownloadLink href={address('labels')}>{t('list.exportLabels')}</DownloadLink> },
    { key: 'keys', label: <DownloadLink href={address('keys')}>{t('list.exportKeys')}</DownloadLink> },
  ]
  return (
    <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
      <Button
        className="narrow-icon"
        icon={<DownloadOutlined aria-hidden />}
        aria-haspopup="menu"
        aria-label={t('actions.export')}
      >
        {t('actions.export')}
      </Button>
    </Dropdown>
  )
}
