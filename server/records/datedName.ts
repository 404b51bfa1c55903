import { timeZone } from './exportCells.ts'

/** The name of a file of what stands there on a day, which every system takes: «Properties 2026-01-31.csv». */
export function datedName(what: string, at: Date, ending: string): string {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at)
  return `${what.replaceAll(/[\\/:*?"<>|]/g, ' ')} ${day}.${ending}`
}
