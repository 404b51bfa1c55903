import { useList } from '@refinedev/core'
import { Link, useNavigate } from 'react-router'
import type { Definition } from '../../../server/resources/define.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { useTitle } from '../../frame/useTitle.ts'
import { formatBytes, formatCount } from '../../format.ts'
import { importPath, lastListPath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { lower, resourceName } from '../../words.ts'
import { InstantText } from '../InstantText.tsx'
import { LoadError } from '../LoadError.tsx'
import '../records.css'
import './import.css'
import type { ImportData } from './imports.ts'
import { UndoImport } from './UndoImport.tsx'
import { UploadBox } from './UploadBox.tsx'

/** Brings a file in, and finds the earlier ones again. */
export function Imports({ definition }: { definition: Definition }) {
  const { organization } = useOrganization()
  const name = lower(resourceName(definition))
  useTitle(t('import.title', { name }), resourceName(definition))
  return (
    <>
      <header className="head">
        <div className="head-title">
          <Link className="back" to={lastListPath(organization.slug, definition.name)}>
            {resourceName(definition)}
          </Link>
          <h1>{t('import.title', { name })}</h1>
        </div>
      </header>
      <UploadBox definition={definition} />
      <EarlierImports definition={definition} />
    </>
  )
}

function EarlierImports({ definition }: { definition: Definition }) {
  const navigate = useNavigate()
  const { organization } = useOrganization()
  const { query } = useList<ImportData>({
    resource: 'imports',
    pagination: { pageSize: 50 },
    errorNotification: false,
    queryOptions: { staleTime: 0 },
  })
  if (query.error) return <LoadError error={query.error} onRetry={() => void query.refetch()} />
  const earlier = query.data?.data.filter(({ resource }) => resource === definition.name) ?? []
  if (earlier.length === 0) return null
  return (
    <section className="panel">
      <h2>{t('import.earlier')}</h2>
      <table className="plain-table earlier">
        <thead>
          <tr>
            <th>{t('import.file')}</th>
            <th>{t('import.state')}</th>
            <th className="figures">{t('import.rows')}</th>
            <th>{t('import.when')}</th>
          </tr>
        </thead>
        <tbody>
          {earlier.map((each) => (
            <tr key={each.id}>
              <td>
                <Link to={importPath(organization.slug, definition.name, each.id)}>{each.fileName}</Link>{' '}
                <span className="quiet">{formatBytes(each.fileSize)}</span>
              </td>
              <td>
                {t(each.status === 'done' && each.undo ? 'import.status.undone' : `import.status.${each.status}`)}{' '}
                <UndoImport
                  definition={definition}
                  data={each}
                  onStarted={() => void navigate(importPath(organization.slug, definition.name, each.id))}
                />
              </td>
              <td className="figures" data-label={t('import.rows')}>
                {formatCount(each.rowsTotal)}
              </td>
              <td>
                <InstantText value={each.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
