import { ChoiceTag } from '../records/ChoiceTag.tsx'
import type { CellProps } from './index.ts'

/** The status a property had before it was archived: a text to the engine, a status to people. */
export function PriorStatus({ definition, record }: CellProps) {
  return <ChoiceTag definition={definition} field="status" value={String(record.archivedFrom)} />
}
