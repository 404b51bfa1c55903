import { Descriptions } from 'antd'
import type { Definition } from '../../server/resources/define.ts'
import { fieldOf } from '../../server/resources/fields.ts'
import { t } from '../providers/i18n.ts'
import { fieldName } from '../words.ts'
import { fieldGroups } from './fieldGroups.ts'
import { FieldValue } from './FieldValue.tsx'
import { InlineEdit } from './InlineEdit.tsx'
import type { RecordData } from './record.ts'

const made = ['createdAt', 'createdBy', 'updatedAt']

/** What is known about a record, in the definition's groups. */
export function Facts({ definition, record }: { definition: Definition; record: RecordData }) {
  // The head says these.
  const inHead = new Set([definition.title, definition.steps?.field])
  const groups = [...fieldGroups(definition), { name: 'made', title: t('record.about'), fields: made }]
  return (
    <div className="facts">
      {groups.map((group) => {
        const fields = group.fields.filter(
          (name) => !inHead.has(name) && name in record && !isIdle(definition, name, record),
        )
        if (fields.length === 0) return null
        return (
          <section key={group.name} className="fact-group">
            {group.title && <h2>{group.title}</h2>}
            <Descriptions
              layout="vertical"
              size="small"
              colon={false}
              column={{ xs: 2, sm: 2, md: 2, lg: 3, xl: 4 }}
              items={fields.map((name) => ({
                key: name,
                label: fieldName(definition, name),
                span: isLong(definition, name) ? 'filled' : 1,
                children: (
                  <InlineEdit definition={definition} field={name} record={record}>
                    <FieldValue definition={definition} field={name} record={record} />
                  </InlineEdit>
                ),
              }))}
            />
          </section>
        )
      })}
    </div>
  )
}

/** What comes about by itself and has not yet. */
const isIdle = (definition: Definition, name: string, record: RecordData) =>
  fieldOf(definition, name).readOnly && (record[name] ?? null) === null

function isLong(definition: Definition, name: string): boolean {
  const { widget } = fieldOf(definition, name)
  return widget === 'richtext' || widget === 'textarea'
}
