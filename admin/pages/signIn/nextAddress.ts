import { safeNext } from '../../providers/auth.ts'

const key = 'oikion.next'
/** As long as a mailed link to sign in works. */
const life = 15 * 60_000

/** Where to go after signing in, as the address of this page says. */
export const nextAddress = (): string => safeNext(new URLSearchParams(location.search).get('next'))

/** The address of another page around signing in, with the same `next`. */
export function withNext(path: string): string {
  const next = nextAddress()
  return next === '/' ? path : `${path}?next=${encodeURIComponent(next)}`
}

/** Keeps `next` for the tab in which a mailed link will be opened. */
export function keepNext(): void {
  localStorage.setItem(key, JSON.stringify({ next: nextAddress(), until: Date.now() + life }))
}

/** What `keepNext` kept, once, while it is fresh; else the start page. */
export function keptNext(): string {
  const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as { next?: string; until?: number }
  localStorage.removeItem(key)
  return (kept.until ?? 0) > Date.now() ? safeNext(kept.next ?? null) : '/'
}
