import type { Definition } from '../../server/resources/define.ts'
import type { Field } from '../../server/resources/fields.ts'
import { ReferenceNames } from './filters/ReferenceNames.tsx'
import { plainText } from './plainText.ts'

interface Props {
  definition: Definition
  field: Field
  value: unknown
}

/** A value on its own, outside its record; the titles of what it refers to are looked up. */
export function ValueText({ definition, field, value }: Props) {
  if (field.reference && typeof value === 'string') return <ReferenceNames resource={field.reference} ids={[value]} />
  if (field.widget === 'members' && Array.isArray(value) && value.length > 0) {
    return <ReferenceNames resource="members" ids={value as string[]} />
  }
  return <>{plainText(definition, field, value)}</>
}
