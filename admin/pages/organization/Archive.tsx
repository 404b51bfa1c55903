import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useDownload } from '../../frame/DownloadLink.tsx'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { t } from '../../providers/i18n.ts'
import { archiveAddress } from './archiveAddress.ts'

/** Everything there is as one file, whenever an owner wants it. */
export function Archive() {
  const { organization } = useOrganization()
  return (
    <section className="panel settings-panel" aria-labelledby="archive">
      <h2 id="archive">{t('settings.archive', { name: organization.name })}</h2>
      <div className="settings-action">
        <p className="quiet">{t('settings.archiveHint')}</p>
        <Button {...useDownload(archiveAddress(organization.id))} icon={<DownloadOutlined aria-hidden />}>
          {t('settings.archiveDownload')}
        </Button>
      </div>
    </section>
  )
}
