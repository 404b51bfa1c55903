import type { Definition } from '../../../server/resources/define.ts'
import { resources } from '../../../server/resources/index.ts'
import { custom } from '../../custom/index.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { allows } from '../../providers/access.ts'
import type { RecordData } from '../record.ts'
import { RelatedList } from './RelatedList.tsx'

/** The records that refer to this one, a small list for each kind; those of the timeline stand there. */
export function RelatedLists({ definition, record }: { definition: Definition; record: RecordData }) {
  const membership = useOrganization()
  const related = Object.values(resources).filter(
    ({ name, view, timeline }) => !view && !timeline && !custom[name]?.hasPanel && allows(membership, name, 'list'),
  )
  return related.map((each) => {
    const fields = Object.entries(each.references ?? {})
      .filter(([, target]) => target === definition.name)
      .map(([field]) => field)
    if (fields.length === 0) return null
    return <RelatedList key={each.name} definition={each} fields={fields} about={definition} record={record} />
  })
}
