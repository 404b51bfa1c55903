import { useState } from 'react'
import { t } from '../../providers/i18n.ts'
import { ApiSchema } from './ApiSchema.tsx'
import { Required } from './Required.tsx'
import { resolved, typeOf, type Answer, type ApiDocument, type Entry, type Parameter } from './document.ts'

interface Props {
  document: ApiDocument
  entry: Entry
}

const colors: Record<string, string> = { get: 'blue', post: 'green', patch: 'gold', put: 'orange', delete: 'red' }

/** One operation: its address, and when it is opened all about it. */
export function ApiOperation({ document, entry }: Props) {
  const [isOpen, setOpen] = useState(false)
  const { method, path, operation } = entry
  return (
    <details className="api-operation" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary lang="en">
        <span className={`tag tag-${colors[method] ?? 'default'}`}>{method.toUpperCase()}</span>
        <code>{path}</code>
        <span className="api-summary">{operation.summary}</span>
      </summary>
      {isOpen && <Details document={document} entry={entry} />}
    </details>
  )
}

function Details({ document, entry: { operation } }: Props) {
  const { description, security, requestBody } = operation
  const takesTokens = security.some((each) => 'bearer' in each)
  const who = security.length === 0 ? t('api.anyone') : takesTokens ? t('api.tokens') : t('api.people')
  const parameters = operation.parameters.map((parameter) => resolved<Parameter>(document, parameter))
  const [bodyType, body] = Object.entries(requestBody?.content ?? {})[0] ?? []
  return (
    <div className="api-details">
      {description && <p lang="en">{description}</p>}
      <p className="quiet">{who}</p>
      <Parameters title={t('api.inPath')} parameters={parameters.filter((each) => each.in === 'path')} />
      <Parameters title={t('api.inQuery')} parameters={parameters.filter((each) => each.in === 'query')} />
      <Parameters title={t('api.inHeaders')} parameters={parameters.filter((each) => each.in === 'header')} />
      {body && (
        <>
          <h3>
            {t('api.body')} <span className="quiet">{bodyType}</span>
          </h3>
          <ApiSchema document={document} schema={body.schema} />
        </>
      )}
      <h3>{t('api.answers')}</h3>
      {Object.entries(operation.responses).map(([status, answer]) => (
        <AnswerRow key={status} document={document} status={status} answer={resolved<Answer>(document, answer)} />
      ))}
    </div>
  )
}

function Parameters({ title, parameters }: { title: string; parameters: Parameter[] }) {
  if (parameters.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <dl className="api-fields" lang="en">
        {parameters.map(({ name, required, description, schema, content }) => (
          <div key={name}>
            <dt>
              <code>{name}</code>
              {required && <Required />}
            </dt>
            <dd>
              <code className="quiet">{typeOf(schema ?? Object.values(content ?? {})[0]?.schema ?? {})}</code>
              {description && <span>{description}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function AnswerRow({ document, status, answer }: { document: ApiDocument; status: string; answer: Answer }) {
  const [type, content] = Object.entries(answer.content ?? {})[0] ?? []
  const isGood = status < '400'
  return (
    <div className="api-answer">
      <p lang="en">
        <span className={`tag tag-${isGood ? 'green' : 'default'}`}>{status}</span> {answer.description}{' '}
        {isGood && type && <span className="quiet">{type}</span>}
      </p>
      {isGood && content && <ApiSchema document={document} schema={content.schema} />}
    </div>
  )
}
