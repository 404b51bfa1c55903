import { Tooltip } from 'antd'
import type { Definition } from '../../server/resources/define.ts'
import { fieldsOf } from '../../server/resources/fields.ts'
import { ValueText } from '../records/ValueText.tsx'
import { fieldName } from '../words.ts'
import { factName, factText } from './activityFacts.ts'

interface Props {
  /** Of the record it is about; unknown for what is no record. */
  definition: Definition | undefined
  /** JSON: field → [old, new] for changes, else facts by name. */
  details: string
}

/** «Price: 250,000 € → 240,000 €», or the facts of what was done. The whole on hover. */
export function ActivityDetails({ definition, details }: Props) {
  const lines = factsOf(details).map(([name, value]) => (
    <Fact key={name} definition={definition} name={name} value={value} />
  ))
  if (lines.length < 2) return <>{lines}</>
  const list = (
    <ul className="activity-facts">
      {lines.map((line) => (
        <li key={line.key}>{line}</li>
      ))}
    </ul>
  )
  return (
    <Tooltip title={list}>
      <span>{lines.flatMap((line, index) => (index ? [' · ', line] : [line]))}</span>
    </Tooltip>
  )
}

function Fact({ definition, name, value }: { definition: Definition | undefined; name: string; value: unknown }) {
  const field = definition && fieldsOf(definition).get(name)
  const change = Array.isArray(value) && value.length === 2 ? (value as [unknown, unknown]) : undefined
  if (definition && field && change) {
    return (
      <span>
        {fieldName(definition, name)}: <ValueText definition={definition} field={field} value={change[0]} /> →{' '}
        <ValueText definition={definition} field={field} value={change[1]} />
      </span>
    )
  }
  const names = namesIn(definition, name, value)
  return (
    <span>
      {factName(name)}: {names ?? (change && name !== 'columns' ? change.map(factText).join(' → ') : factText(value))}
    </span>
  )
}

/** Columns of a file and fields of a bulk change by their names. */
function namesIn(definition: Definition | undefined, fact: string, value: unknown): string | undefined {
  if (!definition || !Array.isArray(value) || (fact !== 'columns' && fact !== 'fields')) return undefined
  return value.map((each) => fieldName(definition, String(each))).join(', ')
}

/** Ids are for programs. */
const factsOf = (details: string) => Object.entries(parsed(details)).filter(([name]) => name !== 'mergedId')

function parsed(details: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(details)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
  } catch {
    return {}
  }
}
