import { CloseOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import type { Definition } from '../../../server/resources/define.ts'
import type { Field } from '../../../server/resources/fields.ts'
import { t } from '../../providers/i18n.ts'
import { fieldName } from '../../words.ts'
import { FieldInput } from '../inputs/FieldInput.tsx'
import { NumberFault } from '../inputs/NumberFault.tsx'

interface Props {
  definition: Definition
  /** Fields that no column goes to. */
  free: Field[]
  defaults: Record<string, unknown>
  onChange: (defaults: Record<string, unknown>) => void
}

/** Values for rows that bring none of their own; what every record must have is asked for at once. */
export function DefaultValues({ definition, free, defaults, onChange }: Props) {
  const shown = free.filter(({ name, required }) => required || name in defaults)
  const others = free.filter((field) => !shown.includes(field))
  const without = (name: string) => Object.fromEntries(Object.entries(defaults).filter(([other]) => other !== name))
  return (
    <div className="defaults">
      {shown.map((field) => (
        <div key={field.name} className="default">
          <label htmlFor={`default-${field.name}`}>
            {fieldName(definition, field.name)}
            {field.required && ' *'}
          </label>
          <FieldInput
            id={`default-${field.name}`}
            definition={definition}
            field={field}
            value={defaults[field.name]}
            onChange={(value) => onChange({ ...defaults, [field.name]: value })}
          />
          <NumberFault field={field} value={defaults[field.name]} />
          {!field.required && (
            <Button
              type="text"
              icon={<CloseOutlined aria-hidden />}
              aria-label={t('import.removeDefault', { name: fieldName(definition, field.name) })}
              onClick={() => onChange(without(field.name))}
            />
          )}
        </div>
      ))}
      <Select<string>
        className="default-add"
        showSearch
        optionFilterProp="label"
        value={null}
        placeholder={t('import.addDefault')}
        aria-label={t('import.addDefault')}
        options={others.map(({ name }) => ({ value: name, label: fieldName(definition, name) }))}
        onChange={(name) => onChange({ ...defaults, [name]: undefined })}
      />
    </div>
  )
}
