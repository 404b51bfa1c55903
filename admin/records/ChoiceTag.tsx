import type { Definition } from '../../server/resources/define.ts'
import { choiceName } from '../words.ts'
import './tags.css'

interface Props {
  definition: Definition
  field: string
  value: string
}

/** A choice: coloured where the definition gives colours, the same colour everywhere; plain text elsewhere. */
export function ChoiceTag({ definition, field, value }: Props) {
  const colors = definition.colors?.[field]
  const label = choiceName(definition, field, value)
  return colors ? <span className={`tag tag-${colors[value] ?? 'default'}`}>{label}</span> : <>{label}</>
}
