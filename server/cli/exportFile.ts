import { createWriteStream } from 'node:fs'
import fs from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { exportRecords, fileName, parseExport } from '../records/export.ts'
import { resourceNamed, withSession, type Caller } from './open.ts'

export interface ExportCommand {
  caller: Caller
  resource: string
  query: string
  parameters: Record<string, string | undefined>
  output: string | undefined
}

/** Exports one list into one file; answers the exit code. */
export async function exportFile({ caller, resource, query, parameters, output }: ExportCommand): Promise<number> {
  const definition = resourceNamed(resource)
  const params = new URLSearchParams(query)
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) params.set(name, value)
  return withSession(caller, async ({ database, access }) => {
    const now = new Date()
    const wanted = parseExport(definition, params, access)
    const target = output ?? fileName(wanted, now)
    if (target === '-') {
      await exportRecords(database, wanted, { access, now }, { open: () => process.stdout })
      return 0
    }
    // Under another name until it is whole.
    const draft = `${target}.part`
    try {
      const rows = await writeFile(draft, (open) => exportRecords(database, wanted, { access, now }, { open }))
      await fs.rename(draft, target)
      console.log(`${target}: ${rows} ${definition.name}`)
      return 0
    } catch (error) {
      await fs.rm(draft, { force: true })
      throw error
    }
  })
}

async function writeFile<T>(file: string, write: (open: () => Writable) => Promise<T>): Promise<T> {
  const stream = createWriteStream(file)
  const ended = finished(stream)
  ended.catch(() => undefined)
  const result = await write(() => stream)
  stream.end()
  await ended
  return result
}
