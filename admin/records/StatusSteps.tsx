import { Button } from 'antd'
import type { Definition } from '../../server/resources/define.ts'
import { t } from '../providers/i18n.ts'
import { choiceName } from '../words.ts'
import { FieldValue } from './FieldValue.tsx'
import type { RecordData } from './record.ts'
import { useStep } from './useStep.tsx'

interface Props {
  definition: Definition
  record: RecordData
}

/** A record's status, and a button for each step it may take from there. */
export function StatusSteps({ definition, record }: Props) {
  const { steps } = definition
  const { move, isMoving } = useStep(definition, record)
  if (!steps || !record[steps.field]) return null
  const next = record._can?.edit ? (steps.next[String(record[steps.field])] ?? []) : []
  return (
    <span className="steps">
      <FieldValue definition={definition} field={steps.field} record={record} />
      {next.map((value) => (
        <Button key={value} size="small" disabled={isMoving} onClick={() => void move(value)}>
          {stepName(definition, value)}
        </Button>
      ))}
    </span>
  )
}

/** «Mark as sold»; tasks say it as a verb. */
function stepName(definition: Definition, value: string): string {
  const field = definition.steps?.field ?? ''
  return t('steps.to', { status: choiceName(definition, field, value) })
}
