import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import { Resolver } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import type { Sending } from './settings.ts'

/** Milliseconds for one question, asked twice. */
const patience = 2000

/**
 * Finds what a name leads to by asking the name servers itself: the system's own way takes a thread for as long as a name
 * server likes, and there are few. Names of the house (hosts file, search domains) are still the system's to find, where
 * they may be called.
 */
export function lookupWith({ allowPrivate }: Pick<Sending, 'allowPrivate'>, servers?: string[]): LookupFunction {
  const find = async (...[name, options, found]: Parameters<LookupFunction>) => {
    const { addresses, isSilent } = await addressesOf(name, servers)
    if (addresses.length === 0 && allowPrivate && !isSilent) return systemLookup(name, options, found)
    const family = Number(String(options.family ?? 0).replace('IPv', ''))
    const fitting = addresses.filter((each) => family === 0 || each.family === family)
    const [first] = fitting
    if (!first) found(Object.assign(new Error(`${name} was not found`), { code: 'ENOTFOUND' }), '')
    else if (options.all) found(null, fitting)
    else found(null, first.address, first.family)
  }
  return (...asked) => void find(...asked)
}

async function addressesOf(name: string, servers?: string[]) {
  const resolver = new Resolver({ timeout: patience, tries: 2 })
  if (servers) resolver.setServers(servers)
  const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  const addresses = answers.flatMap((answer, index): LookupAddress[] =>
    answer.status === 'fulfilled' ? answer.value.map((address) => ({ address, family: index === 0 ? 4 : 6 })) : [],
  )
  const isSilent = answers.some(
    (answer) => answer.status === 'rejected' && (answer.reason as { code?: string }).code === 'ETIMEOUT',
  )
  return { addresses, isSilent }
}
