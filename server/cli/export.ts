import { argumentsOf, runCommand } from './command.ts'

const help = `Exports a list as CSV: all records that match, in one file.

  npm run export -- --organization <slug> --as <e-mail> --resource <name> [options]

  --organization <slug>   the organization, as in the address of its pages
  --as <e-mail>           the member in whose name it is done; its role decides, and the feed tells
  --resource <name>       properties, clients, …
  --query <text>          filter and order as in a list's address: "status=ACTIVE&listPrice_gte=100000&_sort=city"
  --columns <a,b>         fields, in order; without it those of the list
  --values labels|keys    words for people (the default), or keys and ISO values for reading back in
  --locale <en>           language of the labels
  --output <file>         without it "Properties 2026-01-31.csv"; "-" writes to the standard output
  --help

It works on DATABASE_URL or on the embedded database in DATA_DIR, also while the server is running.
Ends with 0, with 1 when it failed, with 2 for wrong arguments.`

const { values } = argumentsOf({
  help,
  files: 'none',
  required: ['organization', 'as', 'resource'],
  options: {
    organization: { type: 'string' },
    as: { type: 'string' },
    resource: { type: 'string' },
    query: { type: 'string' },
    columns: { type: 'string' },
    values: { type: 'string' },
    locale: { type: 'string' },
    output: { type: 'string' },
  },
})

await runCommand(async () => {
  const { exportFile } = await import('./exportFile.ts')
  return () =>
    exportFile({
      caller: { organization: values.organization ?? '', as: values.as ?? '' },
      resource: values.resource ?? '',
      query: values.query ?? '',
      parameters: { _columns: values.columns, _values: values.values, _locale: values.locale },
      output: values.output,
    })
})
