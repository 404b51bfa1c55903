import { argumentsOf, runCommand } from './command.ts'

const help = `Backs up the whole database and all files, as they are at one moment, into one ZIP file. Servers may run meanwhile.

  npm run backup [-- <folder or file>] [options]

  <folder or file>        without it the present folder; in a folder the file is named after the time
  --organization <slug>   only this organization: a ZIP of CSVs and files that npm run restore makes one of again
  --help

It works on DATABASE_URL or on the embedded database in DATA_DIR, and on the folder or bucket of the files. Keep
SESSION_SECRET (DATA_DIR/session-secret) apart from it, but keep it: second factors are sealed with it.
Ends with 0, with 1 when it failed, with 2 for wrong arguments.`

const { values, files } = argumentsOf({
  help,
  files: 'any',
  required: [],
  options: { organization: { type: 'string' } },
})

await runCommand(async () => {
  const { backupCommand } = await import('./backupCommands.ts')
  return () => backupCommand({ target: files[0] ?? '.', organization: values.organization })
})
