import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { projectRoot } from './env.ts'
import { PlainError } from './plain-error.ts'

type Say = (line: string) => void

/** Where `prepare({ build: true })` leaves the SPA. */
export const spaFolder = path.join(projectRoot, 'dist/admin')

/**
 * Makes what is made from something else, where it is missing or stale: the Prisma client from the schema, the list of
 * resources from their definitions and, with `build`, the SPA. Costs some milliseconds when everything is fresh.
 */
export async function prepare({ log, build }: { log: Say; build: boolean }): Promise<void> {
  writeResourceIndex()
  await Promise.all([generateClient(log), build && buildSpa(log)])
}

/** Writes server/resources/index.ts from the definition files beside it; tells whether anything changed. */
export function writeResourceIndex(): boolean {
  const folder = path.join(projectRoot, 'server/resources')
  const files = fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'define.ts')
    .filter((file) => fs.readFileSync(path.join(folder, file), 'utf8').includes('defineResource({'))
    .sort()
  const names = files.map((file) => file.slice(0, -3).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()))
  // Resources are asked for by their names, which are those of their files: `api-tokens`.
  const entries = names.map((name, index) => {
    const key = files[index]!.slice(0, -3)
    return key === name ? name : `'${key}': ${name}`
  })
  const oneLine = `{ ${entries.join(', ')} }`
  const opening = 'export const resources: Record<string, Definition> = '
  const list = opening.length + oneLine.length <= 120 ? oneLine : `{\n  ${entries.join(',\n  ')},\n}`
  const content = `// Written by \`npm run resources\` from the definitions in this folder; do not edit.
import type { Definition } from './define.ts'
${names.map((name, index) => `import { ${name} } from './${files[index]}'`).join('\n')}

/** Every resource by its name. */
${opening}${list}
`
  const index = path.join(folder, 'index.ts')
  if (fs.existsSync(index) && fs.readFileSync(index, 'utf8') === content) return false
  fs.writeFileSync(index, content)
  return true
}

/** Generates the Prisma client when the schema or Prisma's version is not the one it was made from. */
export async function generateClient(log: Say): Promise<void> {
  const generated = path.join(projectRoot, 'prisma/generated')
  const sources = [
    path.join(projectRoot, 'prisma/schema.prisma'),
    createRequire(import.meta.url).resolve('prisma/package.json'),
  ]
  await whenStale(path.join(generated, '.made-from'), fingerprint(sources), async () => {
    log('Generating the database client …')
    await run('prisma/build/index.js', ['generate'])
  })
}

async function buildSpa(log: Say): Promise<void> {
  const sources = ['admin', 'server/resources', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'].flatMap(
    (name) => filesUnder(path.join(projectRoot, name)),
  )
  // Beside the folder, not in it: what is in it is served.
  await whenStale(`${spaFolder}.made-from`, fingerprint(sources), async () => {
    log('Building the screens …')
    await run('vite/bin/vite.js', ['build', '--logLevel', 'warn'])
  })
}

async function whenStale(stamp: string, current: string, make: () => Promise<void>): Promise<void> {
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === current) return
  // Gone first: a crash in the middle must not leave half a result looking fresh.
  fs.rmSync(stamp, { force: true })
  await make()
  fs.mkdirSync(path.dirname(stamp), { recursive: true })
  fs.writeFileSync(stamp, current)
}

/** A hash of names and contents; times would call every fresh checkout or copied folder stale. */
function fingerprint(files: string[]): string {
  const hash = createHash('sha256')
  for (const file of files) {
    const content = fs.readFileSync(file)
    hash.update(`${path.relative(projectRoot, file)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

function filesUnder(file: string): string[] {
  if (!fs.statSync(file).isDirectory()) return [file]
  const entries = fs
    .readdirSync(file, { withFileTypes: true })
    .filter(({ name }) => name !== 'e2e' && !/\.test\.tsx?$/.test(name))
  return entries
    .map(({ name }) => name)
    .sort()
    .flatMap((name) => filesUnder(path.join(file, name)))
}

/** Runs a tool of ours as a process of its own: its memory goes with it, and it cannot change our environment. */
async function run(script: string, options: string[]): Promise<void> {
  const packageName = script.split('/')[0]!
  const folder = path.dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`))
  const entry = path.join(folder, script.slice(packageName.length + 1))
  try {
    await promisify(execFile)(process.execPath, [entry, ...options], {
      cwd: projectRoot,
      // Whatever this process is for: under another NODE_ENV the screens would be built with React for development.
      env: { ...process.env, NO_COLOR: '1', NODE_ENV: 'production' },
      maxBuffer: 1 << 26,
    })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new PlainError(`${packageName} ${options[0]} failed:\n${`${stdout}\n${stderr}`.trim() || String(error)}`)
  }
}
