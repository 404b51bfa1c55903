import { EditOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { Link, useNavigate } from 'react-router'
import type { Definition } from '../../server/resources/define.ts'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { useKeys } from '../frame/useKeys.ts'
import { useTitle } from '../frame/useTitle.ts'
import { editPath, lastListPath } from '../paths.ts'
import { t } from '../providers/i18n.ts'
import { resourceName } from '../words.ts'
import { DeleteButton } from './DeleteButton.tsx'
import { Facts } from './Facts.tsx'
import { FieldValue } from './FieldValue.tsx'
import { History } from './History.tsx'
import { titleOf, type RecordData } from './record.ts'
import { RecordPending } from './RecordPending.tsx'
import './records.css'
import { useRecord } from './useRecord.ts'

/** The page of one record of any resource. */
export function Show({ definition }: { definition: Definition }) {
  const { record, error, refetch } = useRecord(definition)
  useTitle(record && titleOf(definition, record), resourceName(definition))
  if (!record) return <RecordPending error={error} onRetry={() => void refetch()} />
  return (
    <article>
      <ShowHead definition={definition} record={record} />
      <div className="record-columns">
        <Facts definition={definition} record={record} />
        <History definition={definition} record={record} />
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

  const tagged = Object.keys(definition.colors ?? {}).filter((name) => record[name])
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
      </div>
      <div className="head-actions">
        {record._can?.delete && <DeleteButton definition={definition} record={record} />}
        {canEdit && (
          <Button type="primary" icon={<EditOutlined aria-hidden />} onClick={() => void navigate(edit)}>
            {t('actions.edit')}
          </Button>
        )}
      </div>
    </header>
  )
}
