import { t } from '../providers/i18n.ts'
import { ChoiceTag } from '../records/ChoiceTag.tsx'
import { ReferenceLink } from '../records/ReferenceLink.tsx'
import type { CellProps } from './index.ts'

/** One client's tie to another, read from the end whose page this is: «Employee of Aegean SA», or «Maria: employee». */
export function ClientRelation({ definition, record, field }: CellProps & { field: string }) {
  const other = field === 'fromId' ? 'toId' : 'fromId'
  const link = <ReferenceLink resource="clients" id={String(record[other])} title={record._titles?.[other]} />
  const type = <ChoiceTag definition={definition} field="relationshipType" value={String(record.relationshipType)} />
  const position = record.position ? <span className="quiet">{String(record.position)}</span> : null
  if (field === 'fromId') {
    return (
      <>
        {type} <span className="quiet">{t('related.of')}</span> {link} {position}
      </>
    )
  }
  return (
    <>
      {link} {type} {position}
    </>
  )
}
