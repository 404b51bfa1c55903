export type ImportStatus =
  'uploaded' | 'checking' | 'checked' | 'queued' | 'running' | 'done' | 'undoing' | 'failed' | 'cancelled'

/** An import as the server answers it. */
export interface ImportData {
  id: string
  resource: string
  fileName: string
  fileSize: number
  status: ImportStatus
  format: { encoding: string; delimiter: string; columns: string[]; preview: string[][] }
  /** Column number → field, or null for columns that are left out. */
  mapping: Record<string, string | null>
  /** Field → value for rows whose column is left out or empty. */
  defaults: Record<string, unknown>
  /** The mapping was taken from an earlier file of the same shape. */
  remembered: boolean
  rowsTotal: number
  rowsDone: number
  report: ImportReport | null
  /** What came of undoing it, if that was done. */
  undo: ({ since: string; at: string; done: number } & ImportStayed) | null
  error: string | null
  createdAt: string
  updatedAt: string
  createdBy: string
  _titles?: Record<string, string | null>
}

/** Of the records it created, those that undoing leaves, by why. */
export interface ImportStayed {
  changed: number
  deleted: number
  related: number
}

/** One cell that cannot be taken: `row` as a spreadsheet shows it, `column` from 0. */
export interface ImportProblem {
  row: number
  column: number | null
  field: string | null
  value: string | null
  detail: string
}

export interface ImportReport {
  ready: number
  refused: number
  problems: ImportProblem[]
  reasons: { field: string | null; detail: string; count: number }[]
}

/** How a file's columns become fields: what a person decides before the check. */
export type ImportPlan = Pick<ImportData, 'mapping' | 'defaults'>

const working = new Set<ImportStatus>(['checking', 'queued', 'running', 'undoing'])

/** Whether the server is at work on it, so that looking again is worthwhile. */
export const isWorking = ({ status }: ImportData) => working.has(status)
