import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { faultsOf } from '../errors.ts'
import type { Files } from '../files/files.ts'
import { write } from '../messages/write.ts'
import { byteOrderMark, csvLine } from '../records/csv.ts'
import type { Locale } from '../resources/labels/index.ts'
import type { Import } from './imports.ts'
import type { CellProblem } from './report.ts'
import type { CsvRow } from './rows.ts'

/** Name of the file of an import's refused rows. */
export const refusedOf = (importId: string) => `${importId}.refused`

const reasonColumn: Record<Locale, string> = { en: 'reason', el: 'αιτία' }

/** The refused rows as they came, with the reason behind: a CSV that can be mended and imported again. */
export class RefusedRows {
  private readonly stream = new PassThrough()
  private readonly kept: Promise<number>
  private readonly file: Import
  private readonly locale: Locale

  constructor(files: Files, organizationId: string, file: Import, locale: Locale) {
    this.file = file
    this.locale = locale
    this.kept = files.write(organizationId, refusedOf(file.id), this.stream)
    // A full disk is told by `write` and `finish`.
    this.kept.catch(() => undefined)
    this.stream.write(byteOrderMark + csvLine([...file.format.columns, reasonColumn[locale]], file.format.delimiter))
  }

  async write({ cells }: CsvRow, problems: CellProblem[]): Promise<void> {
    const { columns, delimiter } = this.file.format
    const faults = problems.map(({ field, detail }) => ({ pointer: `/${field ?? ''}`, detail }))
    const reason = write(faultsOf(faults, this.file.resource), this.locale)
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
