import type { Field } from '../../../server/resources/fields.ts'
import { t } from '../../providers/i18n.ts'

/** Why a number field's value cannot be taken, where no form item says it. */
export function NumberFault({ field, value }: { field: Field; value: unknown }) {
  if (!isFaulty(field, value)) return null
  return (
    <p className="field-error" role="alert">
      {t(typeof value === 'string' ? 'form.notNumber' : 'form.wholeNumber')}
    </p>
  )
}

export function isFaulty({ kind }: Field, value: unknown): boolean {
  if (kind !== 'integer' && kind !== 'number' && kind !== 'money') return false
  return typeof value === 'string' || (kind === 'integer' && typeof value === 'number' && !Number.isInteger(value))
}
