import { createReadStream, createWriteStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { prepareJobs } from '../database/jobTables.ts'
import { cellReader } from '../imports/cells.ts'
import type { Import } from '../imports/imports.ts'
import type { Mapping } from '../imports/mapping.ts'
import { processImport, type ImportDeps } from '../imports/process.ts'
import { refusedOf } from '../imports/refused.ts'
import type { ImportJob } from '../imports/turn.ts'
import { cancelImport, changePlan, showImport, startImport, type SendJob } from '../imports/steps.ts'
import { uploadImport } from '../imports/upload.ts'
import { queueImport } from '../imports/worker.ts'
import { startJobs } from '../jobs/jobs.ts'
import { write } from '../messages/write.ts'
import { PlainError } from '../plain-error.ts'
import type { Access } from '../records/access.ts'
import { authorize } from '../records/access.ts'
import type { Definition } from '../resources/define.ts'
import { writableFields } from '../resources/fields.ts'
import { explain, resourceNamed, withSession, type Caller } from './open.ts'

export interface ImportCommand {
  caller: Caller
  resource: string
  map: string[]
  defaults: string[]
  check: boolean
  files: string[]
}

/**
 * Seconds until a server may take up what is begun here: it finds it done, or being done. Only what was killed here is
 * left for it, so that no import is `running` for ever.
 */
const headStart = 10

interface Deps extends ImportDeps {
  sendJob: SendJob
}

type Outcome = 'whole' | 'some refused' | 'failed'

/** Imports files one after the other, as the screens do it but without a queue; answers the exit code. */
export async function importFiles(command: ImportCommand): Promise<number> {
  const definition = resourceNamed(command.resource)
  const defaults = readDefaults(definition, command.defaults)
  return withSession(command.caller, async ({ database, access, log, files, ownerUrl }) => {
    authorize(access, definition, 'import')
    await prepareJobs(ownerUrl)
    const jobs = await startJobs({ database, log, handlers: [] })
    const sendJob = queueImport(jobs, { startAfter: headStart })
    const deps = { database, log, files, now: () => new Date(), sendJob }
    const outcomes = new Set<Outcome>()
    for (const file of command.files) {
      try {
        outcomes.add(await importFile(deps, access, definition, file, { ...command, defaults }))
      } catch (error) {
        console.error(`${file}: ${explain(error)}`)
        outcomes.add('failed')
      }
    }
    await jobs.stop()
    return outcomes.has('failed') ? 1 : outcomes.has('some refused') ? 3 : 0
  })
}

async function importFile(
  deps: Deps,
  access: Access,
  definition: Definition,
  file: string,
  { map, defaults, check }: Pick<ImportCommand, 'map' | 'check'> & { defaults: Record<string, unknown> },
): Promise<Outcome> {
  const upload = { fileName: path.basename(file), source: createReadStream(file) }
  const { id, format, mapping, options } = await uploadImport(deps, definition, upload, { access, now: deps.now() })
  const plan = { mapping: remap(mapping, format.columns, map), defaults: { ...options.defaults, ...defaults } }
  await changePlan(deps.database, access, id, plan)
  let job: ImportJob | undefined
  const keep = (asked: ImportJob) => {
    job = asked
    return deps.sendJob(asked)
  }
  await startImport(deps.database, keep, access, id, check ? 'check' : 'run')
  if (job) await interruptible(deps, access, id, inTurn(deps, job))
  return tell(deps, access, file, await showImport(deps.database, access, id))
}

/** Waits for the organization's other imports. */
async function inTurn(deps: Deps, job: ImportJob): Promise<void> {
  while ((await processImport(deps, job)) === 'later') await wait(300)
}

/** Ctrl-C cancels, so that the import does not look as if it were still running. */
async function interruptible(deps: Deps, access: Access, id: string, work: Promise<void>): Promise<void> {
  const cancel = () => void cancelImport(deps.database, access, id).catch(() => undefined)
  process.once('SIGINT', cancel).once('SIGTERM', cancel)
  await work
  process.off('SIGINT', cancel).off('SIGTERM', cancel)
}

async function tell(deps: Deps, access: Access, file: string, done: Import): Promise<Outcome> {
  const { status, report, error, id } = done
  if (!report || (status !== 'done' && status !== 'checked')) {
    console.error(`${file}: ${error ?? status}; nothing was imported`)
    return 'failed'
  }
  const word = status === 'done' ? 'imported' : 'would be imported'
  console.log(`${file}: ${report.ready} rows ${word}, ${report.refused} refused`)
  for (const { field, detail, count } of report.reasons)
    console.log(`  ${count} × ${field ? `${field} ` : ''}${write(detail, 'en')}`)
  if (report.refused === 0) return 'whole'
  const aside = `${path.basename(file, path.extname(file))} refused.csv`
  await pipeline(deps.files.read(access.organizationId, refusedOf(id)), createWriteStream(aside))
  console.log(`  The refused rows are in ${path.resolve(aside)}`)
  return 'some refused'
}

function remap(suggested: Mapping, columns: string[], map: string[]): Mapping {
  const mapping = { ...suggested }
  for (const rule of map) {
    const cut = rule.lastIndexOf('=')
    const header = rule.slice(0, cut)
    const column = /^#\d+$/.test(header) ? Number(header.slice(1)) : columns.indexOf(header)
    if (cut < 1 || column < 0 || column >= columns.length) {
      throw new PlainError(`--map ${rule}: the file has no column ${header || rule}. It has: ${columns.join(', ')}`)
    }
    const field = rule.slice(cut + 1) || null
    // What is mapped by hand takes the field from where it was guessed.
    for (const [other, name] of Object.entries(mapping)) if (name === field) mapping[other] = null
    mapping[column] = field
  }
  return mapping
}

/** Values are read as cells are. */
function readDefaults(definition: Definition, rules: string[]): Record<string, unknown> {
  return Object.fromEntries(
    rules.map((rule) => {
      const cut = rule.indexOf('=')
      const name = rule.slice(0, cut)
      const field = writableFields(definition).find((candidate) => candidate.name === name)
      if (cut < 1 || !field)
        throw new PlainError(`--default ${rule}: ${definition.name} has no field ${name || rule} that can be set`)
      const reading = cellReader(definition, field, { mark: '.', isProven: false })(rule.slice(cut + 1))
      if (reading && 'fault' in reading) throw new PlainError(`--default ${rule}: ${write(reading.fault, 'en')}`)
      return [name, reading?.value ?? null]
    }),
  )
}
