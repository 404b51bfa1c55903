import { parseArgs, type ParseArgsConfig } from 'node:util'
import { prepare } from '../prepare.ts'

type Options = NonNullable<ParseArgsConfig['options']>

export interface CommandSpec<O extends Options> {
  help: string
  options: O
  required: readonly (keyof O & string)[]
  files: 'none' | 'some' | 'any'
}

/** The arguments of a command; prints its help and ends the process when asked to, or when they are wrong (code 2). */
export function argumentsOf<const O extends Options>({ help, options, required, files }: CommandSpec<O>) {
  const wrong = (message: string): never => {
    console.error(`${message}\n\n${help}`)
    process.exit(2)
  }
  const read = () => {
    try {
      return parseArgs({
        options: { ...options, help: { type: 'boolean', short: 'h' } },
        allowPositionals: files !== 'none',
      })
    } catch (error) {
      return wrong(error instanceof Error ? error.message : String(error))
    }
  }
  const { values, positionals } = read()
  const given = values as Record<string, unknown>
  if (given['help']) {
    console.log(help)
    process.exit(0)
  }
  const missing = required.filter((name) => given[name] === undefined)
  if (missing.length > 0) wrong(`Missing: ${missing.map((name) => `--${name}`).join(', ')}`)
  if (files === 'some' && positionals.length === 0) wrong('Name at least one file.')
  return { values, files: positionals }
}

/** Runs a command to its exit code. What it loads needs the generated client, which may have to be made first. */
export async function runCommand(load: () => Promise<() => Promise<number>>): Promise<never> {
  await prepare({ log: (line) => console.error(line), build: false })
  try {
    const run = await load()
    process.exit(await run())
  } catch (error) {
    const { explain } = await import('./open.ts')
    console.error(explain(error))
    process.exit(1)
  }
}
