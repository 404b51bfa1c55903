import { Button } from 'antd'
import type { Definition } from '../../../server/resources/define.ts'
import { fieldOf, type Kind } from '../../../server/resources/fields.ts'
import type { ComponentType } from 'react'
import type { Field } from '../../../server/resources/fields.ts'
import { custom } from '../../custom/index.ts'
import { t } from '../../providers/i18n.ts'
import { fieldName } from '../../words.ts'
import type { FilterValue } from '../listState.ts'
import { ChoiceFilter } from './ChoiceFilter.tsx'
import { DaysFilter } from './DaysFilter.tsx'
import { RangeFilter } from './RangeFilter.tsx'
import { ReferenceFilter } from './ReferenceFilter.tsx'
import { TextFilter } from './TextFilter.tsx'
import { WordFilter } from './WordFilter.tsx'

export interface EditorProps {
  definition: Definition
  field: Field
  value: FilterValue | undefined
  onChange: (value: FilterValue | undefined) => void
}

interface Props extends Omit<EditorProps, 'field'> {
  name: string
}

const editors: Record<Kind, ComponentType<EditorProps>> = {
  text: TextFilter,
  texts: TextFilter,
  choices: ChoiceFilter,
  integer: RangeFilter,
  number: RangeFilter,
  money: RangeFilter,
  boolean: ChoiceFilter,
  choice: ChoiceFilter,
  date: DaysFilter,
  datetime: DaysFilter,
  reference: ReferenceFilter,
}

/** The editor that fits a filter's field. */
export function FilterEditor({ definition, name, value, onChange }: Props) {
  const field = fieldOf(definition, name)
  const Editor = custom[definition.name]?.choices?.[name] ? WordFilter : editors[field.kind]
  return (
    <div className="filter-editor" role="dialog" aria-label={fieldName(definition, name)}>
      <Editor definition={definition} field={field} value={value} onChange={onChange} />
      {field.nullable && <Emptiness value={value} onChange={onChange} />}
    </div>
  )
}

/** Whether the field has a value at all. */
function Emptiness({ value, onChange }: Pick<EditorProps, 'value' | 'onChange'>) {
  return (
    <div className="presets emptiness">
      {[true, false].map((isEmpty) => {
        const isOn = value?.type === 'empty' && value.isEmpty === isEmpty
        return (
          <Button
            key={String(isEmpty)}
            size="small"
            type={isOn ? 'primary' : 'default'}
            aria-pressed={isOn}
            onClick={() => onChange(isOn ? undefined : { type: 'empty', isEmpty })}
          >
            {t(isEmpty ? 'filter.empty' : 'filter.notEmpty')}
          </Button>
        )
      })}
    </div>
  )
}
