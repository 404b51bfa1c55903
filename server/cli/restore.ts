import { argumentsOf, runCommand } from './command.ts'

const help = `Restores what npm run backup has written.

  npm run restore -- <file>
  npm run restore -- --check <file>
  npm run restore -- --organization <file> --as <e-mail> [--slug <slug>]

  <file>                  a whole backup, into an empty database (stop the servers before); everything is verified first
  --check                 only verifies that the backup is whole; touches nothing else
  --organization <file>   makes the organization of this backup anew beside the others, while servers run
  --as <e-mail>           who opens it, as its owner; the other members are known again by their e-mail addresses
  --slug <slug>           its address; without it the former one, or one like it when that is taken
  --help

It works on DATABASE_URL or on the embedded database in DATA_DIR, and on the folder or bucket of the files.
Ends with 0, with 1 when it failed, with 2 for wrong arguments.`

const { values, files } = argumentsOf({
  help,
  files: 'any',
  required: [],
  options: {
    check: { type: 'boolean' },
    organization: { type: 'string' },
    as: { type: 'string' },
    slug: { type: 'string' },
  },
})

if (values.organization ? !values.as : !files[0]) {
  console.error(`${values.organization ? 'Missing: --as' : 'Name the backup.'}\n\n${help}`)
  process.exit(2)
}

await runCommand(async () => {
  const { restoreCommand } = await import('./backupCommands.ts')
  return () => restoreCommand({ ...values, file: values.organization ?? files[0] ?? '' })
})
