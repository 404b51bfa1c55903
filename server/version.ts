import fs from 'node:fs'
import path from 'node:path'
import { projectRoot } from './env.ts'

/** Of this program, as package.json has it. */
export function programVersion(): string {
  return (JSON.parse(fs.readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as { version: string }).version
}
