import type { Message } from '../messages/message.ts'
import { write } from '../messages/write.ts'
import type { Locale } from '../resources/labels/index.ts'

/** What is wrong with one cell, or with a row as a whole. */
export interface CellProblem {
  column: number | null
  field: string | null
  value: string | null
  detail: Message
}

/** What a check or run found: counts of all rows, the first problems, and how often each kind of problem occurs. */
export interface Report {
  ready: number
  refused: number
  problems: (CellProblem & { row: number })[]
  reasons: { field: string | null; detail: Message; count: number }[]
}

/** A report in the words of one language. */
export function writeReport({ problems, reasons, ...counts }: Report, locale: Locale) {
  const written = <T extends { detail: Message }>(fault: T) => ({ ...fault, detail: write(fault.detail, locale) })
  return { ...counts, problems: problems.map(written), reasons: reasons.map(written) }
}

/** As much of a cell as is shown: enough to find it by. */
export function beginning(cell: string): string {
  const shown = 200
  // Not through the middle of a surrogate pair, which no database takes.
  return cell.length > shown ? `${cell.slice(0, shown).replace(/[\uD800-\uDBFF]$/, '')}…` : cell
}

const listedProblems = 200
const listedReasons = 200

/** Counts while rows go by; what it keeps does not grow with the file. */
export class Tally {
  private readonly counts = new Map<string, Report['reasons'][number]>()
  private readonly problems: Report['problems'] = []
  ready = 0
  refused = 0

  refuse(row: number, problems: CellProblem[]): void {
    this.refused++
    for (const problem of problems) {
      const value = problem.value === null ? null : beginning(problem.value)
      if (this.problems.length < listedProblems) this.problems.push({ row, ...problem, value })
      const { field, detail } = problem
      const key = `${field}\n${JSON.stringify(detail)}`
      const known = this.counts.get(key)
      if (known) known.count++
      else if (this.counts.size < listedReasons) this.counts.set(key, { field, detail, count: 1 })
    }
  }

  report(): Report {
    const reasons = [...this.counts.values()].sort((a, b) => b.count - a.count)
    return { ready: this.ready, refused: this.refused, problems: this.problems, reasons }
  }
}
