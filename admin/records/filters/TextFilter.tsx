import { Button, Input } from 'antd'
import { useState, type FormEvent } from 'react'
import { t } from '../../providers/i18n.ts'
import { fieldName } from '../../words.ts'
import type { EditorProps } from './FilterEditor.tsx'

/** Text that a field contains; for lists of words, one of them. */
export function TextFilter({ definition, field, value, onChange }: EditorProps) {
  const [text, setText] = useState(
    value?.type === 'text' ? value.text : value?.type === 'any' ? value.values.join(', ') : '',
  )
  const apply = (event: FormEvent) => {
    event.preventDefault()
    const words = text
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean)
    if (words.length === 0) onChange(undefined)
    else onChange(field.kind === 'texts' ? { type: 'any', values: words } : { type: 'text', text: text.trim() })
  }
  const label = field.kind === 'texts' ? t('filter.anyOf') : t('filter.containsLabel')
  return (
    <form onSubmit={apply}>
      <Input
        autoFocus
        allowClear
        value={text}
        placeholder={label}
        aria-label={`${fieldName(definition, field.name)}: ${label}`}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="primary" htmlType="submit" block>
        {t('filter.apply')}
      </Button>
    </form>
  )
}
