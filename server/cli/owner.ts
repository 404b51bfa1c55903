import { argumentsOf, runCommand } from './command.ts'

const help = `Makes the first person of an agency, who can then sign in, and the agency itself.

  npm run owner -- --email <e-mail> --name <name> --organization <name> [--slug <slug>]

  --email          what they sign in with
  --name           their name, as colleagues see it
  --organization   the agency's name
  --slug           the agency in addresses, small letters, digits and hyphens; made from the name when left out
  --help

A password is made and shown once. It works on DATABASE_URL or on the embedded database in DATA_DIR, also while the
server is running.`

const { values } = argumentsOf({
  help,
  files: 'none',
  required: ['email', 'name', 'organization'],
  options: {
    email: { type: 'string' },
    name: { type: 'string' },
    organization: { type: 'string' },
    slug: { type: 'string' },
  },
})

await runCommand(async () => {
  const { makeOwner } = await import('./makeOwner.ts')
  const { email = '', name = '', organization = '', slug } = values
  return () => makeOwner({ email, name, organization, slug })
})
