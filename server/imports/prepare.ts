import type { Row, TenantTransaction } from '../database/tenant.ts'
import { Problem, type FieldError } from '../errors.ts'
import { say, type Message } from '../messages/message.ts'
import type { Actor } from '../records/actor.ts'
import { prepareNew } from '../records/create.ts'
import { parseCreate } from '../records/schemas.ts'
import type { Definition } from '../resources/define.ts'
import { fieldOf, type Field } from '../resources/fields.ts'
import { cellReader, numericKinds, type Reading } from './cells.ts'
import { Duplicates, uniqueFields } from './duplicates.ts'
import { planOf, type Import } from './imports.ts'
import type { FileFormat } from './inspect.ts'
import type { Mapping } from './mapping.ts'
import { decimalsOf } from './numbers.ts'
import { References } from './references.ts'
import type { CellProblem } from './report.ts'
import type { CsvRow } from './rows.ts'

export interface Prepared {
  ready: { source: CsvRow; record: Row }[]
  refused: { source: CsvRow; problems: CellProblem[] }[]
}

export interface Column {
  index: number
  field: Field
  read: (cell: string) => Reading | undefined
}

/** The columns that are mapped, each with its reader. */
function columnsOf(definition: Definition, mapping: Mapping, { marks, delimiter }: FileFormat): Column[] {
  const mapped = Object.entries(mapping).flatMap(([column, name]) =>
    name === null ? [] : [{ index: Number(column), field: fieldOf(definition, name) }],
  )
  const numeric = mapped.filter(({ field }) => numericKinds.has(field.kind)).map(({ index }) => index)
  const decimals = decimalsOf(marks, numeric, delimiter)
  return mapped.map(({ index, field }) => {
    const read = cellReader(definition, field, decimals.get(index) ?? { mark: null, isProven: false })
    return { index, field, read }
  })
}

/** Turns rows of a file into new records, under the very rules of the API, or into reasons why not. */
export class Preparer {
  private readonly definition: Definition
  private readonly columns: Column[]
  private readonly width: number
  private readonly defaults: Row
  private readonly actor: Actor
  private readonly references: References
  readonly duplicates: Duplicates

  private constructor(definition: Definition, file: Import, actor: Actor, unique: Field[]) {
    const { mapping, defaults } = planOf(file)
    this.definition = definition
    this.columns = columnsOf(definition, mapping, file.format)
    this.width = file.format.columns.length
    this.defaults = defaults
    this.actor = actor
    this.references = new References(actor.access)
    this.duplicates = new Duplicates(definition, unique)
  }

  static async of(tx: TenantTransaction, definition: Definition, file: Import, actor: Actor): Promise<Preparer> {
    return new Preparer(definition, file, actor, await uniqueFields(tx, definition))
  }

  async prepare(tx: TenantTransaction, rows: CsvRow[]): Promise<Prepared> {
    await this.resolveReferences(tx, rows)
    const prepared: Prepared = { ready: [], refused: [] }
    for (const source of rows) {
      const result = this.prepareRow(source)
      if (Array.isArray(result)) prepared.refused.push({ source, problems: result })
      else prepared.ready.push({ source, record: result })
    }
    return this.withoutDuplicates(tx, prepared)
  }

  /** Moves the rows whose unique values are taken to the refused ones. */
  async withoutDuplicates(tx: TenantTransaction, { ready, refused }: Prepared): Promise<Prepared> {
    const taken = await this.duplicates.taken(
      tx,
      ready.map(({ record }) => record),
    )
    const kept: Prepared = { ready: [], refused: [...refused] }
    for (const { source, record } of ready) {
      const faults = this.duplicates.check(source.row, record, taken)
      if (faults.length === 0) kept.ready.push({ source, record })
      else
        kept.refused.push({ source, problems: faults.map(({ field, detail }) => this.problem(source, field, detail)) })
    }
    kept.refused.sort((a, b) => a.source.row - b.source.row)
    return kept
  }

  /** The columns of values that must not repeat. */
  get uniqueColumns(): Column[] {
    const names = new Set(this.duplicates.fields.map(({ name }) => name))
    return this.columns.filter(({ field }) => names.has(field.name))
  }

  private async resolveReferences(tx: TenantTransaction, rows: CsvRow[]): Promise<void> {
    for (const { index, field, read } of this.columns) {
      if (!field.reference) continue
      const texts = rows.map(({ cells }) => read(cells[index] ?? '')).filter((reading) => reading !== undefined)
      await this.references.resolve(
        tx,
        field,
        texts.map((reading) => ('value' in reading ? String(reading.value) : '')),
      )
    }
  }

  private prepareRow(source: CsvRow): Row | CellProblem[] {
    const { cells } = source
    if (cells.length < this.width || cells.slice(this.width).some((cell) => cell.trim() !== '')) {
      const values = { cells: cells.length, columns: this.width }
      const detail = say('has {cells} cells where the header has {columns}', values)
      return [{ column: null, field: null, value: null, detail }]
    }
    const body: Row = { ...this.defaults }
    const problems: CellProblem[] = []
    for (const column of this.columns) {
      const reading = this.readCell(column, cells[column.index] ?? '')
      if (!reading) continue
      if ('value' in reading) body[column.field.name] = reading.value
      else problems.push(this.problem(source, column.field.name, reading.fault))
    }
    return this.underRules(source, body, problems)
  }

  private readCell({ field, read }: Column, cell: string): Reading | undefined {
    const reading = read(cell)
    return reading && field.reference && 'value' in reading
      ? this.references.read(field, String(reading.value))
      : reading
  }

  private underRules(source: CsvRow, body: Row, problems: CellProblem[]): Row | CellProblem[] {
    try {
      const record = prepareNew(this.definition, parseCreate(this.definition, body), this.actor)
      return problems.length > 0 ? problems.sort(byColumn) : record
    } catch (error) {
      const known = new Set(problems.map(({ field }) => field))
      const more = errorsOf(error).map(({ pointer, detail }) =>
        this.problem(source, pointer.split('/')[1] ?? null, detail),
      )
      // A cell that could not be read leaves its field empty; that it is missing is no second fault.
      return [...problems, ...more.filter(({ field }) => !known.has(field))].sort(byColumn)
    }
  }

  private problem({ cells }: CsvRow, field: string | null, detail: Message): CellProblem {
    const column = this.columns.find((candidate) => candidate.field.name === field)?.index ?? null
    return { column, field, value: column === null ? null : (cells[column] ?? null), detail }
  }
}

const byColumn = (a: CellProblem, b: CellProblem) => (a.column ?? 1e9) - (b.column ?? 1e9)

function errorsOf(error: unknown): FieldError[] {
  if (error instanceof Problem && error.problem === 'validation') return error.members['errors'] as FieldError[]
  throw error
}
