import { EditOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { Suspense } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Definition } from '../../server/resources/define.ts'
import { custom } from '../custom/index.ts'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { useKeys } from '../frame/useKeys.ts'
import { useTitle } from '../frame/useTitle.ts'
import { editPath, lastListPath } from '../paths.ts'
import { t } from '../providers/i18n.ts'
import { resourceName } from '../words.ts'
import { Facts } from './Facts.tsx'
import { FieldValue } from './FieldValue.tsx'
import { MoreMenu } from './MoreMenu.tsx'
import { titleOf, type RecordData } from './record.ts'
import { RecordPending } from './RecordPending.tsx'
import './records.css'
import { Meanwhile } from './Meanwhile.tsx'
import { LinkedRecords } from './related/LinkedRecords.tsx'
import './related/related.css'
import { RelatedLists } from './related/RelatedLists.tsx'
import { StatusSteps } from './StatusSteps.tsx'
import { Timeline } from './timeline/Timeline.tsx'
import { useRecord } from './useRecord.ts'

/** The page of one record of any resource: its facts and what belongs to it left, what happened right. */
export function Show({ definition }: { definition: Definition }) {
  const { record, error, refetch } = useRecord(definition)
  useTitle(record && titleOf(definition, record), resourceName(definition))
  if (!record) return <RecordPending error={error} onRetry={() => void refetch()} />
  const panels = Object.entries(custom[definition.name]?.panels ?? {})
  return (
    <article>
      {error?.statusCode === 404 && <Meanwhile what="gone" definition={definition} record={record} />}
      <ShowHead definition={definition} record={record} />
      <div className="record-columns">
        <div>
          <Facts definition={definition} record={record} />
          {panels.map(([name, Panel]) => (
            <Suspense key={name} fallback={<div className="panel skeleton" />}>
              <Panel definition={definition} record={record} />
            </Suspense>
          ))}
          <RelatedLists definition={definition} record={record} />
          <LinkedRecords definition={definition} record={record} />
        </div>
        <Timeline definition={definition} record={record} />
      </div>
    </article>
  )
}

function ShowHead({ definition, record }: { definition: Definition; record: RecordData }) {
  const navigate = useNavigate()
  const { organization } = useOrganization()
  const list = lastListPath(organization.slug, definition.name)
  const edit = editPath(organization.slug, definition.name, record.id)
  const canEdit = record._can?.edit === true
  useKeys({ Escape: () => void navigate(list), ...(canEdit && { e: () => void navigate(edit) }) })

  const tagged = Object.keys(definition.colors ?? {}).filter((name) => record[name] && name !== definition.steps?.field)
  return (
    <header className="head">
      <div className="head-title">
        <Link className="back" to={list}>
          {resourceName(definition)}
        </Link>
        <h1>{titleOf(definition, record)}</h1>
        {tagged.map((name) => (
          <FieldValue key={name} definition={definition} field={name} record={record} />
        ))}
        <StatusSteps definition={definition} record={record} />
      </div>
      <div className="head-actions">
        {canEdit && (
          <Button type="primary" icon={<EditOutlined aria-hidden />} onClick={() => void navigate(edit)}>
            {t('actions.edit')}
          </Button>
        )}
        <MoreMenu definition={definition} record={record} />
      </div>
    </header>
  )
}
