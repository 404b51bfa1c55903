import { resources } from '../../../server/resources/index.ts'
import { formatCount, formatList } from '../../format.ts'
import { countedName } from '../../words.ts'
import type { Counts } from './people.ts'

/** «38 properties and 2 clients»; empty when there is nothing. */
export function countsText(counts: Counts): string {
  const parts = Object.entries(counts)
    .filter(([name, count]) => count > 0 && resources[name])
    .map(([name, count]) => `${formatCount(count)} ${countedName(resources[name]!, count)}`)
  return formatList(parts)
}
