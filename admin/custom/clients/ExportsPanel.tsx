import { DownloadOutlined, LoadingOutlined } from '@ant-design/icons'
import { DownloadLink } from '../../frame/DownloadLink.tsx'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { formatBytes, formatInstant } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import { InstantText } from '../../records/InstantText.tsx'
import type { RecordData } from '../../records/record.ts'
import { useExports, type ClientExport } from './useExport.ts'

/** The files of everything held about a client: being made, or to be taken until they end. Nothing when there are none. */
export function ExportsPanel({ record }: { record: RecordData }) {
  const exports = useExports(record, true)
  if (exports.length === 0) return null
  return (
    <section className="panel related" aria-label={t('clients.exports')}>
      <h2>{t('clients.exports')}</h2>
      <ul aria-live="polite">
        {exports.map((each) => (
          <li key={each.id}>
            <ExportState file={each} />
            <span className="quiet">
              <InstantText value={each.createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function ExportState({ file }: { file: ClientExport }) {
  const { organization } = useOrganization()
  if (file.status === 'failed') return <span>{t('clients.exportFailed')}</span>
  if (file.status !== 'done' || file.expiresAt === null) {
    return (
      <span>
        <LoadingOutlined aria-hidden /> {t('clients.exportRunning')}
      </span>
    )
  }
  return (
    <>
      <DownloadLink href={`/api/clients/exports/${file.id}/file?_organization=${organization.id}`}>
        <DownloadOutlined aria-hidden /> {t('clients.download', { size: formatBytes(file.fileSize ?? 0) })}
      </DownloadLink>
      <span className="quiet">{t('clients.downloadUntil', { until: formatInstant(file.expiresAt) })}</span>
    </>
  )
}
