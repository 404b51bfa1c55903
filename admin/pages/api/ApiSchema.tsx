import { useState } from 'react'
import { t } from '../../providers/i18n.ts'
import { objectOf, typeOf, type ApiDocument, type Schema } from './document.ts'
import { Required } from './Required.tsx'

interface Props {
  document: ApiDocument
  schema: Schema
}

/** A schema in one line, and its fields when it is opened. */
export function ApiSchema({ document, schema }: Props) {
  const [isOpen, setOpen] = useState(false)
  const whole = objectOf(document, schema)
  const type = typeOf(schema)
  if (!whole) return type ? <code className="quiet">{type}</code> : null
  return (
    <details className="api-schema" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <code lang="en">{type}</code> <span className="quiet">{t('api.fields')}</span>
      </summary>
      {isOpen && <Fields document={document} schema={whole} />}
    </details>
  )
}

function Fields({ document, schema: { properties, required } }: Props) {
  return (
    <dl className="api-fields" lang="en">
      {Object.entries(properties ?? {}).map(([name, field]) => (
        <div key={name}>
          <dt>
            <code>{name}</code>
            {required?.includes(name) && <Required />}
          </dt>
          <dd>
            {objectOf(document, field) ? (
              <ApiSchema document={document} schema={field} />
            ) : (
              <code className="quiet">{typeOf(field)}</code>
            )}
            {field.description && <span>{field.description}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
