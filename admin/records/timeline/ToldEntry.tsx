import { DeleteOutlined, EditOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import type { Definition } from '../../../server/resources/define.ts'
import { fieldOf } from '../../../server/resources/fields.ts'
import { ResourceIcon } from '../../frame/ResourceIcon.tsx'
import { t } from '../../providers/i18n.ts'
import { lower, recordName } from '../../words.ts'
import { FieldValue } from '../FieldValue.tsx'
import { InstantText } from '../InstantText.tsx'
import { MemberText } from '../MemberText.tsx'
import type { RecordData } from '../record.ts'
import { StatusSteps } from '../StatusSteps.tsx'
import { useTrash } from '../useTrash.ts'
import { fieldTo } from './told.ts'
import { ToldForm } from './ToldForm.tsx'

interface Props {
  /** Of what was said or done. */
  definition: Definition
  record: RecordData
  /** The resource on whose page it stands. */
  about: Definition
}

/** A note, an interaction, a task: who, when and what, edited where it stands. */
export function ToldEntry({ definition, record, about }: Props) {
  const [isEditing, setEditing] = useState(false)
  const { ask, isBusy } = useTrash(definition)
  if (isEditing) {
    return <ToldForm definition={definition} about={about} record={record} onDone={() => setEditing(false)} />
  }
  const name = lower(recordName(definition))
  return (
    <>
      <div className="entry-head">
        <ResourceIcon name={definition.icon} />
        <strong>
          {record.createdBy ? (
            <MemberText id={record.createdBy} name={record._titles?.createdBy} />
          ) : (
            t('history.someone')
          )}
        </strong>{' '}
        <span className="quiet">
          <InstantText value={String(record[String(definition.timeline)])} />
        </span>
        <span className="entry-actions">
          {record._can?.edit && (
            <Button
              type="text"
              size="small"
              icon={<EditOutlined aria-hidden />}
              aria-label={t('timeline.edit', { name })}
              onClick={() => setEditing(true)}
            />
          )}
          {record._can?.delete && (
            <Button
              type="text"
              size="small"
              loading={isBusy}
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t('timeline.delete', { name })}
              onClick={() => ask(record)}
            />
          )}
        </span>
      </div>
      <Facts definition={definition} record={record} about={about} />
    </>
  )
}

/** Its choices as tags, its text, and whom or what else it names. */
function Facts({ definition, record, about }: Props): ReactNode {
  const here = fieldTo(definition, about)
  const choices = Object.keys(definition.colors ?? {}).filter(
    (name) => record[name] && name !== definition.steps?.field,
  )
  const rest = definition.list.filter((name) => {
    const isShown =
      name === definition.title || name === here || name === definition.timeline || name === definition.steps?.field
    return !isShown && !choices.includes(name) && record[name] && !fieldOf(definition, name).system
  })
  return (
    <>
      <div className="entry-facts">
        {choices.map((name) => (
          <FieldValue key={name} definition={definition} field={name} record={record} />
        ))}
        <StatusSteps definition={definition} record={record} />
      </div>
      <p className="entry-text">{String(record[definition.title] ?? '')}</p>
      {rest.length > 0 && (
        <div className="entry-facts quiet">
          {rest.map((name) => (
            <FieldValue key={name} definition={definition} field={name} record={record} />
          ))}
        </div>
      )}
    </>
  )
}
