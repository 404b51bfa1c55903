import type { Definition } from '../../server/resources/define.ts'
import type { Field } from '../../server/resources/fields.ts'
import { formatCountry, formatDay, formatInstant, formatMeasure, formatMoney, formatNumber } from '../format.ts'
import { t } from '../providers/i18n.ts'
import { choiceName } from '../words.ts'

/** A field's value as words, for places where only text goes: histories, chips, dialogs. References need their title. */
export function plainText(definition: Definition, field: Field, value: unknown, title?: string | null): string {
  if (value === null || value === undefined || value === '') return t('record.empty')
  switch (field.kind) {
    case 'money':
      return formatMoney(Number(value))
    case 'integer':
    case 'number':
      return field.unit ? formatMeasure(Number(value), field.unit) : formatNumber(Number(value))
    case 'boolean':
      return value === true ? t('record.yes') : t('record.no')
    case 'choice':
      return choiceName(definition, field.name, String(value))
    case 'date':
      return formatDay(String(value))
    case 'datetime':
      return formatInstant(String(value))
    case 'reference':
      return title ?? t('record.untitled')
    case 'choices':
      return Array.isArray(value) && value.length
        ? value.map((each) => choiceName(definition, field.name, String(each))).join(', ')
        : t('record.empty')
    case 'texts':
      return Array.isArray(value) && value.length ? value.join(', ') : t('record.empty')
    case 'text':
      return field.widget === 'country' ? formatCountry(String(value)) : String(value)
  }
}
