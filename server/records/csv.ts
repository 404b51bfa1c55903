import { guard } from './guard.ts'

/** Tells Excel that the file is UTF-8. */
export const byteOrderMark = '\uFEFF'

/** One record in RFC 4180, formula-safe, line end and all. Numbers below zero are no formulas. */
export function csvLine(cells: readonly string[], delimiter = ','): string {
  return cells.map((cell) => quote(cell, delimiter)).join(delimiter) + '\r\n'
}

function quote(cell: string, delimiter: string): string {
  const safe = /^-\d+([.,]\d+)*$/.test(cell) ? cell : guard(cell)
  return /["\r\n]/.test(safe) || safe.includes(delimiter) ? `"${safe.replaceAll('"', '""')}"` : safe
}
