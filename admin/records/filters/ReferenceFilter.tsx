import { Button } from 'antd'
import { useState } from 'react'
import { t } from '../../providers/i18n.ts'
import { fieldName } from '../../words.ts'
import { ReferenceSelect } from '../inputs/ReferenceSelect.tsx'
import type { EditorProps } from './FilterEditor.tsx'

/** Records that point to any of some others; «me» for people. */
export function ReferenceFilter({ definition, field, value, onChange }: EditorProps) {
  const [chosen, setChosen] = useState(value?.type === 'any' ? value.values : [])
  return (
    <>
      <ReferenceSelect
        mode="multiple"
        resource={field.reference ?? ''}
        offersMe={field.reference === 'members'}
        value={chosen}
        onChange={(next) => setChosen(Array.isArray(next) ? next : [])}
        aria-label={fieldName(definition, field.name)}
      />
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
