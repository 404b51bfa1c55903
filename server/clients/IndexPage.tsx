import { renderToStaticMarkup } from 'react-dom/server'
import type { Locale } from '../resources/labels/index.ts'
import type { Sheet } from './sheets.ts'

const style = `
:root { color-scheme: light dark; --line: #d9dfe2; --quiet: #5f6b71; }
@media (prefers-color-scheme: dark) { :root { --line: #2b3338; --quiet: #98a3a9; } }
body { font: 14px/1.5 system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif; max-width: 1100px; margin: 0 auto; padding: 24px 16px; }
h1 { font-size: 22px; margin: 0 0 4px; } h2 { font-size: 16px; margin: 28px 0 8px; } .quiet { color: var(--quiet); }
.wide { overflow-x: auto; } table { border-collapse: collapse; } th { text-align: left; white-space: nowrap; }
th, td { padding: 6px 14px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; } td { white-space: pre-wrap; }
`

const words = {
  en: {
    heading: (client: string, organization: string) => `What ${organization} holds about ${client}`,
    made: (at: string, by: string) => `Made on ${at} by ${by}.`,
    narrowed: (by: string) => `It holds what ${by} may read; there may be more.`,
    files: 'The same as files: client.json for programs, and a table for each heading below.',
    none: 'None',
  },
  el: {
    heading: (client: string, organization: string) => `Όσα τηρεί ο οργανισμός ${organization} για: ${client}`,
    made: (at: string, by: string) => `Δημιουργήθηκε στις ${at}, από: ${by}.`,
    narrowed: (by: string) => `Περιέχει όσα έχει δικαίωμα να δει: ${by}· ενδέχεται να υπάρχουν και άλλα.`,
    files: 'Τα ίδια ως αρχεία: client.json για προγράμματα και ένας πίνακας για κάθε ενότητα παρακάτω.',
    none: 'Κανένα',
  },
} satisfies Record<Locale, unknown>

export interface IndexFacts {
  client: string
  organization: string
  /** When it was made, written for people. */
  at: string
  by: string
  /** The member who asked does not read everything. */
  isNarrowed: boolean
  sheets: Sheet[]
  locale: Locale
}

/** The page that a person opens first: everything in words, with the files named. */
export function indexPage({ client, organization, at, by, isNarrowed, sheets, locale }: IndexFacts): string {
  const text = words[locale]
  const heading = text.heading(client, organization)
  return `<!doctype html>${renderToStaticMarkup(
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{heading}</title>
        <style>{style}</style>
      </head>
      <body>
        <main>
          <h1>{heading}</h1>
          <p className="quiet">
            {text.made(at, by)} {isNarrowed && text.narrowed(by)} {text.files}
          </p>
          {sheets.map((sheet) => (
            <SheetTable key={sheet.name} sheet={sheet} none={text.none} />
          ))}
        </main>
      </body>
    </html>,
  )}`
}

function SheetTable({ sheet: { name, title, columns, rows }, none }: { sheet: Sheet; none: string }) {
  return (
    <section>
      <h2>
        {title} ({rows.length}) <a href={`${name}.csv`}>{name}.csv</a>
      </h2>
      {rows.length === 0 && <p className="quiet">{none}</p>}
      {rows.length > 0 && (
        <div className="wide">
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, cells }) => (
                <tr key={id}>
                  {cells.map((cell, column) => (
                    <td key={columns[column]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
