import net from 'node:net'
import { invalid, type FieldError } from '../errors.ts'
import { webhooks } from '../resources/webhooks.ts'
import type { Sending } from './settings.ts'

type Rules = Pick<Sending, 'allowPrivate' | 'isProduction'>

/**
 * Throws 422 at `/url` for an address that would be refused when it is called. What a name leads to is found out then,
 * each time (`request.ts`): here only what the address itself says.
 */
export function requireCallable(body: unknown, rules: Rules): void {
  const url = typeof body === 'object' && body !== null && 'url' in body ? body.url : undefined
  const fault = typeof url === 'string' && URL.canParse(url) ? addressFault(new URL(url), rules) : undefined
  if (fault) throw invalid([{ pointer: '/url', detail: fault }], webhooks.name)
}

/** Why an address is not called at all. */
export function addressFault({ protocol, hostname }: URL, rules: Rules): FieldError['detail'] | undefined {
  if (rules.allowPrivate) return undefined
  if (rules.isProduction && protocol !== 'https:') return 'must begin with https://'
  // However they are written (decimal, hexadecimal, octal), URL has made them plain addresses.
  const isAddress = hostname.startsWith('[') || net.isIP(hostname) !== 0
  const isLocal = !hostname.replace(/\.$/, '').includes('.') || /\.(localhost|local|internal)\.?$/.test(hostname)
  return isAddress || isLocal ? 'must name a host on the internet, such as hooks.example.com' : undefined
}
