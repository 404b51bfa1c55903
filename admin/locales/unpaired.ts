import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The keys of the screens' texts that only one language has, as `records.json: list.new`; none when both are complete. */
export function unpairedTexts(folder: string): string[] {
  const [english, greek] = ['en', 'el'].map((locale) => keysIn(join(folder, locale)))
  const only = (these: Set<string>, those: Set<string>) => [...these].filter((key) => !those.has(key))
  return [...only(english!, greek!), ...only(greek!, english!)]
}

function keysIn(folder: string): Set<string> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return new Set(
    files.flatMap((file) =>
      keysOf(JSON.parse(readFileSync(join(folder, file), 'utf8')) as object).map((key) => `${file}: ${key}`),
    ),
  )
}

function keysOf(texts: object, path: string[] = []): string[] {
  return Object.entries(texts).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner ? keysOf(inner, [...path, key]) : [[...path, key].join('.')],
  )
}
