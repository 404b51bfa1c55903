import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

/** Debian's packages. The first has no windows and no menus of its own to draw, which two cores feel. */
const packages = ['chromium-headless-shell', 'chromium']

/**
 * Path of a Chromium to test with: one named in CHROMIUM_PATH, one installed, Debian's by apt as root,
 * Playwright's own download. Throws a plain message when none can be had.
 */
export function findChromium(): string {
  return named() ?? installed() ?? fromApt() ?? fromPlaywright() ?? giveUp()
}

function named(): string | undefined {
  const path = process.env['CHROMIUM_PATH']
  if (path && !existsSync(path)) throw new Error(`CHROMIUM_PATH names ${path}, which does not exist`)
  return path
}

function installed(): string | undefined {
  for (const name of [...packages, 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim()
    if (found) return found
  }
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  return existsSync(mac) ? mac : undefined
}

function fromApt(): string | undefined {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return undefined
  console.log('Installing Chromium with apt …')
  return aptGet('update') && packages.some((name) => aptGet('install', '-y', '--no-install-recommends', name))
    ? installed()
    : undefined
}

function aptGet(...args: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
}

function fromPlaywright(): string | undefined {
  console.log('Downloading a Chromium with Playwright …')
  spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    stdio: 'inherit',
    timeout: 300_000,
  })
  const path = chromium.executablePath()
  return existsSync(path) ? path : undefined
}

function giveUp(): never {
  throw new Error(
    'No Chromium found for the browser tests. Install one and name it: CHROMIUM_PATH=/path/to/chromium npm test',
  )
}
