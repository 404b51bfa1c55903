import { DownloadOutlined } from '@ant-design/icons'
import { DownloadLink } from '../../frame/DownloadLink.tsx'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { allows } from '../../providers/access.ts'
import { t } from '../../providers/i18n.ts'
import { exportAddress } from '../../records/listCall.ts'
import { initialState } from '../../records/listState.ts'
import { resourceName } from '../../words.ts'
import { workResources } from './abilities.ts'
import { archiveAddress } from './archiveAddress.ts'

/** Everything as one file, to be kept or restored elsewhere; and list by list, for spreadsheets. */
export function ExportLinks() {
  const membership = useOrganization()
  const { id } = membership.organization
  const exported = workResources.filter(({ name }) => allows(membership, name, 'export'))
  return (
    <div className="export-links">
      <p>{t('settings.exportFirst')}</p>
      <p>
        <DownloadLink href={archiveAddress(id)}>
          <DownloadOutlined aria-hidden />
          <strong>{t('settings.archiveAll')}</strong>
        </DownloadLink>
        <span className="quiet">{t('settings.archiveShort')}</span>
      </p>
      <p id="export-lists" className="quiet">
        {t('settings.exportLists')}
      </p>
      <ul aria-labelledby="export-lists">
        {exported.map((definition) => (
          <li key={definition.name}>
            <DownloadLink
              href={exportAddress(definition, initialState, Object.keys(definition.fields), 'labels', id)}
              aria-label={t('settings.exportOne', { name: resourceName(definition) })}
            >
              {resourceName(definition)}
            </DownloadLink>
          </li>
        ))}
      </ul>
    </div>
  )
}
