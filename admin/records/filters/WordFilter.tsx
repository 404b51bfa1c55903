import { Button } from 'antd'
import { custom } from '../../custom/index.ts'
import type { EditorProps } from './FilterEditor.tsx'

/** One of a few known words, for a field that is any text to the server. */
export function WordFilter({ definition, field, value, onChange }: EditorProps) {
  const chosen = value?.type === 'text' ? value.text : undefined
  return (
    <div className="presets">
      {custom[definition.name]?.choices?.[field.name]?.().map(({ value: word, label }) => (
        <Button
          key={word}
          size="small"
          type={word === chosen ? 'primary' : 'default'}
          aria-pressed={word === chosen}
          onClick={() => onChange(word === chosen ? undefined : { type: 'text', text: word })}
        >
          {label}
        </Button>
      ))}
    </div>
  )
}
