import type { Definition } from '../../../server/resources/define.ts'
import { fieldsOf } from '../../../server/resources/fields.ts'
import { formatCount } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import { fieldName } from '../../words.ts'
import type { ImportData } from './imports.ts'

/** Why rows cannot come in: each reason once, with the number of its rows. */
export function Reasons({ definition, data }: { definition: Definition; data: ImportData }) {
  const reasons = data.report?.reasons ?? []
  if (reasons.length === 0) return null
  return (
    <table className="plain-table reasons">
      <thead>
        <tr>
          <th>{t('import.field')}</th>
          <th>{t('import.reason')}</th>
          <th className="figures">{t('import.rows')}</th>
        </tr>
      </thead>
      <tbody>
        {reasons.map(({ field, detail, count }) => (
          <tr key={`${field} ${detail}`}>
            <td>{nameOf(definition, field)}</td>
            <td>{detail}</td>
            <td className="figures">{formatCount(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export const nameOf = (definition: Definition, field: string | null) =>
  field && fieldsOf(definition).has(field) ? fieldName(definition, field) : (field ?? '')
