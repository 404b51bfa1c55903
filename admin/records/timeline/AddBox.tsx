import { Button } from 'antd'
import { useState } from 'react'
import type { Definition } from '../../../server/resources/define.ts'
import { ResourceIcon } from '../../frame/ResourceIcon.tsx'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { allows } from '../../providers/access.ts'
import { t } from '../../providers/i18n.ts'
import { lower, recordName } from '../../words.ts'
import type { RecordData } from '../record.ts'
import { ToldForm } from './ToldForm.tsx'

interface Props {
  definition: Definition
  record: RecordData
  told: Definition[]
}

/** The one box to add a note, an interaction or a task about a record. */
export function AddBox({ definition, record, told }: Props) {
  const membership = useOrganization()
  const [adding, setAdding] = useState<string>()
  const possible = told.filter(({ name }) => allows(membership, name, 'create'))
  if (possible.length === 0) return null
  const chosen = possible.find(({ name }) => name === adding)
  return (
    <div className="add-box">
      <div className="add-kinds" role="group" aria-label={t('timeline.add')}>
        {possible.map((each) => (
          <Button
            key={each.name}
            size="small"
            type={each === chosen ? 'primary' : 'default'}
            icon={<ResourceIcon name={each.icon} />}
            aria-expanded={each === chosen}
            onClick={() => setAdding(each === chosen ? undefined : each.name)}
          >
            {t('timeline.addOne', { name: lower(recordName(each)) })}
          </Button>
        ))}
      </div>
      {chosen && (
        <ToldForm
          key={chosen.name}
          definition={chosen}
          about={definition}
          aboutId={record.id}
          onDone={() => setAdding(undefined)}
        />
      )}
    </div>
  )
}
