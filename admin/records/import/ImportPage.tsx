import { useOne } from '@refinedev/core'
import { Link, useParams } from 'react-router'
import type { Definition } from '../../../server/resources/define.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { useTitle } from '../../frame/useTitle.ts'
import { formatBytes } from '../../format.ts'
import { importsPath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { lower, resourceName } from '../../words.ts'
import { RecordPending } from '../RecordPending.tsx'
import '../records.css'
import './import.css'
import { ImportDone } from './ImportDone.tsx'
import { ImportProgress } from './ImportProgress.tsx'
import { isWorking, type ImportData } from './imports.ts'
import { MappingStep } from './MappingStep.tsx'
import { ReportStep } from './ReportStep.tsx'
import { useImportActions } from './useImportActions.ts'

const pause = 500

/** One import, wherever it stands: mapping, check, report, run, result. Its address finds it again at any time. */
export function ImportPage({ definition }: { definition: Definition }) {
  const { id = '' } = useParams()
  const { organization } = useOrganization()
  const { query } = useOne<ImportData>({
    resource: 'imports',
    id,
    errorNotification: false,
    queryOptions: {
      staleTime: 0,
      // A lost connection stops neither the job nor the looking.
      refetchInterval: ({ state }) => state.data && isWorking(state.data.data) && pause,
      refetchIntervalInBackground: true,
    },
  })
  const data = query.data?.data
  const name = lower(resourceName(definition))
  useTitle(data?.fileName, t('import.title', { name }))
  if (!data) return <RecordPending error={query.error} onRetry={() => void query.refetch()} />
  return (
    <>
      <header className="head">
        <div className="head-title">
          <Link className="back" to={importsPath(organization.slug, definition.name)}>
            {t('import.title', { name })}
          </Link>
          <h1>{data.fileName}</h1>
          <span className="quiet">{formatBytes(data.fileSize)}</span>
        </div>
      </header>
      <ImportStage definition={definition} data={data} refresh={() => void query.refetch()} />
    </>
  )
}

interface StageProps {
  definition: Definition
  data: ImportData
  refresh: () => void
}

function ImportStage({ definition, data, refresh }: StageProps) {
  const actions = useImportActions(definition, data, refresh)
  if (isWorking(data)) return <ImportProgress data={data} actions={actions} />
  if (data.status === 'done') return <ImportDone definition={definition} data={data} refresh={refresh} />
  return (
    <>
      <ReportStep definition={definition} data={data} actions={actions} />
      <MappingStep key={data.updatedAt} definition={definition} data={data} actions={actions} />
    </>
  )
}
