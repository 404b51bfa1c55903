import type { Writable } from 'node:stream'
import { copyOut, type CopyRows } from '../database/copy.ts'
import type { Database } from '../database/index.ts'
import { sql, type Sql } from '../database/sql.ts'
import type { Definition } from '../resources/define.ts'
import { fieldOf, fieldsOf, type Field } from '../resources/fields.ts'
import { fieldLabel, locales, nameLabel, type Locale } from '../resources/labels/index.ts'
import { authorize, type Access, type Scope } from './access.ts'
import { activity, type ActivityRow } from './activity.ts'
import type { Actor } from './actor.ts'
import { tellBothEnds, type FileEnd } from './bothEnds.ts'
import { byteOrderMark, csvLine } from './csv.ts'
import { datedName } from './datedName.ts'
import { delimiterOf, exportCells, type ExportValues } from './exportCells.ts'
import { badParameter } from '../errors.ts'
import { parseQuery, type ListQuery } from './query.ts'
import { orderBy, where } from './where.ts'

/** A file that was asked for, read and checked. */
export interface Export {
  scope: Scope
  query: ListQuery
  fields: Field[]
  values: ExportValues
  locale: Locale
  /** What was filtered by and how it was sorted, as it was asked for. */
  asked: string
}

const own = ['_columns', '_values', '_locale']

/** Reads the list's own parameters and the export's. Throws 403, and 400 naming the parameter. */
export function parseExport(definition: Definition, params: URLSearchParams, access: Access): Export {
  const granted = authorize(access, definition, 'export')
  const readable = authorize(access, definition, 'list')
  const listed = new URLSearchParams(params)
  // A file holds all that match, whichever page is on the screen.
  for (const key of ['_start', '_end', '_after']) listed.delete(key)
  const query = parseQuery(definition, listed, access, own)
  const values = oneOf(params, '_values', ['labels', 'keys'] as const)
  for (const key of own) listed.delete(key)
  return {
    scope: granted.reach === 'any' ? readable : granted,
    query,
    fields: parseColumns(definition, params, values),
    values,
    locale: oneOf(params, '_locale', Object.keys(locales) as Locale[]),
    asked: listed.toString(),
  }
}

function oneOf<T extends string>(params: URLSearchParams, key: string, allowed: readonly T[]): T {
  const text = params.get(key)
  const found = text === null ? allowed[0] : allowed.find((value) => value === text)
  if (found === undefined) throw badParameter(key, `must be one of ${allowed.join(', ')}`)
  return found
}

/** By default what the list shows, or for reading back in every field; there the id and version stand first. */
function parseColumns(definition: Definition, params: URLSearchParams, values: ExportValues): Field[] {
  const asked = params.get('_columns')?.split(',').filter(Boolean) ?? []
  const unknown = asked.find((name) => !fieldsOf(definition).has(name))
  if (unknown !== undefined) throw badParameter('_columns', `${definition.name} has no field ${unknown}`)
  const all = values === 'labels' ? definition.list : Object.keys(definition.fields)
  const names = asked.length > 0 ? asked : all
  const keys = values === 'keys' ? ['id', 'version'] : []
  return [...new Set([...keys, ...names])].map((name) => fieldOf(definition, name))
}

export interface ExportTarget {
  /** Asked for when the first row is there: until then nothing is sent, so that an error can still be told. */
  open: () => Writable
  /** Ends the query when whoever wanted the file has gone. */
  signal?: AbortSignal
}

/**
 * Streams the file from one COPY, which is one snapshot. PostgreSQL writes the CSV; nothing here touches a row. Does
 * not end the stream it was given. It is written down at both ends, with the rows read. Answers the row count.
 */
export async function exportRecords(
  database: Database,
  wanted: Export,
  actor: Actor,
  { open, signal }: ExportTarget,
): Promise<number> {
  let sending: CopyRows | undefined
  await tellBothEnds(database, actor, {
    row: (at, end) => logOf(wanted, at, end && { rows: sending?.rowCount ?? 0, ...end }),
    send: async (begin) => {
      const query = exportQuery(wanted)
      const read = (rows: CopyRows) =>
        send(rows, header(wanted), async () => {
          await begin()
          sending = rows
          return open()
        })
      const delimiter = delimiterOf(wanted.values, wanted.locale)
      await copyOut(database, actor.access, { query, delimiter, read, signal })
    },
  })
  return sending?.rowCount ?? 0
}

/** The rows of the file, each cell as the file shows it. */
export function exportQuery({ scope, query, fields, values, locale }: Export): Sql {
  const { cells, from } = exportCells(scope.definition, fields, values, locale, scope.access)
  return sql`select ${cells} from ${from} where ${where(scope, query)} order by ${orderBy(query.sort)}`
}

/** «Properties 2026-01-31.csv». */
export const fileName = ({ scope, locale }: Export, at: Date): string =>
  datedName(nameLabel(scope.definition, locale), at, 'csv')

/** Made here and not by COPY, which would cut labels at 63 bytes. */
function header({ scope, fields, values, locale }: Export): string {
  const { definition } = scope
  const names = fields.map(({ name }) => (values === 'keys' ? name : fieldLabel(definition, name, locale)))
  return csvLine(names, delimiterOf(values, locale))
}

async function send(rows: CopyRows, head: string, open: () => Promise<Writable>): Promise<void> {
  let write: ReturnType<typeof writerTo> | undefined
  const start = async () => {
    const writer = writerTo(await open())
    await writer(byteOrderMark + head)
    return writer
  }
  for await (const chunk of rows) {
    write ??= await start()
    await write(chunk)
  }
  write ??= await start()
}

/** Writes when the reader is ready for more; throws when it has gone. */
function writerTo(out: Writable): (chunk: Buffer | string) => Promise<void> | void {
  let wake: (() => void) | undefined
  out.on('drain', () => wake?.()).once('close', () => wake?.())
  return (chunk) => {
    if (out.destroyed) throw new Error('The reader of the file has gone')
    if (!out.write(chunk)) return new Promise((resolve) => (wake = resolve))
  }
}

function logOf({ scope, fields, values, asked }: Export, actor: Actor, end?: FileEnd & { rows: number }): ActivityRow {
  const facts = { filter: asked, columns: fields.map(({ name }) => name), values, ...end }
  return activity(scope.definition.name, 'export', actor, { changes: facts })
}
