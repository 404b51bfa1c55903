import { ZipFile } from 'yazl'
import { byteOrderMark, csvLine } from '../records/csv.ts'
import type { Locale } from '../resources/labels/index.ts'
import type { Held } from './held.ts'
import { indexPage } from './IndexPage.tsx'
import { sheetsOf } from './sheets.ts'

export interface Archive {
  held: Held
  client: string
  /** The member who asked. */
  by: string
  isNarrowed: boolean
  locale: Locale
  timeZone: string
  now: Date
}

/** The ZIP of everything held about a client: a page to read, JSON for programs, and a CSV for each kind of record. */
export function archiveOf({ held, client, by, isNarrowed, locale, timeZone, now }: Archive): AsyncIterable<Uint8Array> {
  const sheets = sheetsOf(held, locale, timeZone)
  const zip = new ZipFile()
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name, { mtime: now })
  const at = new Intl.DateTimeFormat(locale === 'el' ? 'el-GR' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  }).format(now)
  add('index.html', indexPage({ client, organization: held.organization, at, by, isNarrowed, sheets, locale }))
  add('client.json', `${JSON.stringify(withoutRights(held), null, 2)}\n`)
  for (const { name, columns, rows } of sheets) {
    // Excel takes the delimiter of the reader's country.
    const delimiter = locale === 'el' ? ';' : ','
    add(
      `${name}.csv`,
      byteOrderMark + [columns, ...rows.map(({ cells }) => cells)].map((cells) => csvLine(cells, delimiter)).join(''),
    )
  }
  zip.end()
  return zip.outputStream as AsyncIterable<Buffer>
}

/** What a caller may do to a record is no part of it. */
function withoutRights(held: Held): Held {
  const records = Object.entries(held.records).map(([name, rows]) => [name, rows.map(({ _can, ...record }) => record)])
  return { ...held, records: Object.fromEntries(records) as Held['records'] }
}
