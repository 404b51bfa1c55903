import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import type { Files } from '../files/files.ts'
import { byteOrderMark, csvLine } from '../records/csv.ts'
import type { Import } from './imports.ts'
import type { CellProblem } from './report.ts'
import type { CsvRow } from './rows.ts'

/** Name of the file of an import's refused rows. */
export const refusedOf = (importId: string) => `${importId}.refused`

/** The refused rows as they came, with the reason behind: a CSV that can be mended and imported again. */
export class RefusedRows {
  private readonly stream = new PassThrough()
  private readonly kept: Promise<number>
  private readonly file: Import

  constructor(files: Files, organizationId: string, file: Import) {
    this.file = file
    this.kept = files.write(organizationId, refusedOf(file.id), this.stream)
    // A full disk is told by `write` and `finish`.
    this.kept.catch(() => undefined)
    this.stream.write(byteOrderMark + csvLine([...file.format.columns, 'reason'], file.format.delimiter))
  }

  async write({ cells }: CsvRow, problems: CellProblem[]): Promise<void> {
    const { columns, delimiter } = this.file.format
    const reason = problems.map(({ field, detail }) => (field ? `${field} ${detail}` : detail)).join('; ')
    const own = columns.map((_, column) => cells[column] ?? '')
    if (!this.stream.write(csvLine([...own, reason], delimiter)))
      await Promise.race([once(this.stream, 'drain'), this.kept])
  }

  async finish(): Promise<void> {
    this.stream.end()
    await this.kept
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    this.stream.destroy(new Error('The import was not finished'))
    await this.kept.catch(() => undefined)
  }
}
