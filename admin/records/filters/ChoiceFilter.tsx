import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { t } from '../../providers/i18n.ts'
import { plainText } from '../plainText.ts'
import type { EditorProps } from './FilterEditor.tsx'

/** Any of some choices. */
export function ChoiceFilter({ definition, field, value, onChange }: EditorProps) {
  const [chosen, setChosen] = useState(value?.type === 'any' ? value.values : [])
  const options = (field.options ?? ['true', 'false']).map((option) => ({
    value: option,
    label: plainText(
      definition,
      field,
      field.kind === 'boolean' ? option === 'true' : field.kind === 'choices' ? [option] : option,
    ),
  }))
  return (
    <>
      <Checkbox.Group className="choices" options={options} value={chosen} onChange={setChosen} />
      <Button
        type="primary"
        block
        onClick={() => onChange(chosen.length ? { type: 'any', values: chosen } : undefined)}
      >
        {t('filter.apply')}
      </Button>
    </>
  )
}
