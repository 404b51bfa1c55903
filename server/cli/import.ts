import { argumentsOf, runCommand } from './command.ts'

const help = `Imports CSV files, each as a whole: rows that pass go in together, the others are told and kept aside.

  npm run import -- --organization <slug> --as <e-mail> --resource <name> [options] <file.csv> …

  --organization <slug>   the organization, as in the address of its pages
  --as <e-mail>           the member in whose name it is done; its role decides
  --resource <name>       properties, clients, …
  --map <header=field>    where a column goes; "#5=field" names it by its number from 0, "header=" leaves it out.
                          May be repeated. The rest is mapped by its headers, or as the last file of the same shape
  --default <field=value> for rows whose column is left out or empty. May be repeated
  --check                 dry run: tells what would happen, writes nothing
  --help

It works on DATABASE_URL or on the embedded database in DATA_DIR, also while the server is running.
Ends with 0 when all rows went in, 3 when some were refused, 1 when a file failed, 2 for wrong arguments.`

const { values, files } = argumentsOf({
  help,
  files: 'some',
  required: ['organization', 'as', 'resource'],
  options: {
    organization: { type: 'string' },
    as: { type: 'string' },
    resource: { type: 'string' },
    map: { type: 'string', multiple: true },
    default: { type: 'string', multiple: true },
    check: { type: 'boolean' },
  },
})

await runCommand(async () => {
  const { importFiles } = await import('./importFiles.ts')
  return () =>
    importFiles({
      caller: { organization: values.organization ?? '', as: values.as ?? '' },
      resource: values.resource ?? '',
      map: values.map ?? [],
      defaults: values.default ?? [],
      check: values.check ?? false,
      files,
    })
})
