import { DownloadLink } from '../../frame/DownloadLink.tsx'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { t } from '../../providers/i18n.ts'
import type { ImportData } from './imports.ts'

/** The rows that were not taken, as a file with a reason column: mend it there and bring it again. */
export function RefusedLink({ data }: { data: ImportData }) {
  const { organization } = useOrganization()
  if (!data.report || data.report.refused === 0) return null
  const address = `/api/imports/${data.id}/refused?_organization=${organization.id}`
  return <DownloadLink href={address}>{t('import.refused')}</DownloadLink>
}
