import { Alert, Button, Select } from 'antd'
import { useState } from 'react'
import type { Definition } from '../../../server/resources/define.ts'
import { writableFields, type Field } from '../../../server/resources/fields.ts'
import { t } from '../../providers/i18n.ts'
import { fieldName } from '../../words.ts'
import { toApiValue } from '../formValues.ts'
import { DefaultValues } from './DefaultValues.tsx'
import type { ImportData } from './imports.ts'
import type { ImportActions } from './useImportActions.ts'

interface Props {
  definition: Definition
  data: ImportData
  actions: ImportActions
}

/** The file's first rows, and above each column the field it goes to. */
export function MappingStep({ definition, data, actions }: Props) {
  const [mapping, setMapping] = useState(data.mapping)
  const [defaults, setDefaults] = useState(data.defaults)
  const fields = writableFields(definition)
  const taken = new Set(Object.values(mapping))
  const free = fields.filter(({ name }) => !taken.has(name))
  const given = valuesGiven(free, defaults)
  const missing = free.filter(({ name, required }) => required && !(name in given))
  const columns = data.format.columns.map((header, column) => ({ header, column }))
  const rows = data.format.preview.map((cells, number) => ({ cells, number }))
  const options = (column: number) =>
    fields
      .filter(({ name }) => !taken.has(name) || mapping[column] === name)
      .map(({ name, required }) => ({ value: name, label: fieldName(definition, name) + (required ? ' *' : '') }))
  const set = (column: number, field: string | null) => setMapping((before) => ({ ...before, [column]: field }))

  return (
    <section className="panel">
      <div className="step-head">
        <h2>{t('import.mapping')}</h2>
        <Button
          type={data.report ? 'default' : 'primary'}
          disabled={missing.length > 0 || actions.isBusy}
          onClick={() => void actions.check({ mapping, defaults: given })}
        >
          {data.report ? t('import.checkAgain') : t('import.check')}
        </Button>
      </div>
      <p className="quiet">{t('import.mappingHint')}</p>
      {data.remembered && <Alert className="notice" type="info" showIcon message={t('import.remembered')} />}
      {missing.length > 0 && (
        <Alert
          className="notice"
          type="warning"
          showIcon
          role="status"
          message={t('import.missing', { names: missing.map(({ name }) => fieldName(definition, name)).join(', ') })}
        />
      )}
      <DefaultValues definition={definition} free={free} defaults={defaults} onChange={setDefaults} />
      <div className="preview" tabIndex={0} role="region" aria-label={t('import.preview')}>
        <table className="plain-table">
          <thead>
            <tr>
              {columns.map(({ header, column }) => (
                <th key={column} className={mapping[column] ? 'mapped' : undefined}>
                  <Select<string | null>
                    allowClear
                    showSearch
                    optionFilterProp="label"
                    options={options(column)}
                    value={mapping[column] ?? null}
                    placeholder={t('import.leftOut')}
                    aria-label={t('import.fieldFor', { column: header || String(column + 1) })}
                    onChange={(field) => set(column, field ?? null)}
                    popupMatchSelectWidth={220}
                  />
                  <span className="header">{header || t('import.noHeader')}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ number, cells }) => (
              <tr key={number}>
                {columns.map(({ column }) => (
                  <td key={column} className={mapping[column] ? undefined : 'not-chosen'}>
                    {cells[column]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** The defaults that say something, for fields that no column fills. */
function valuesGiven(free: Field[], defaults: ImportData['defaults']): ImportData['defaults'] {
  const values = free.map((field) => [field.name, toApiValue(field, defaults[field.name])] as const)
  const isGiven = (name: string, value: unknown) => name in defaults && value !== null && defaults[name] !== undefined
  return Object.fromEntries(values.filter(([name, value]) => isGiven(name, value)))
}
