/**
 * The path of ours that somebody wants to go on to after signing in, or `/`. Anything that a browser might read as
 * another site's address is dropped, or our sign-in would be a springboard (OWASP: unvalidated redirects).
 */
export function nextPath(wanted: unknown): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || !URL.canParse(wanted, base)) return '/'
  const address = new URL(wanted, base)
  // A path may begin with two slashes again once its dots are resolved.
  if (address.origin !== base || address.pathname.startsWith('//')) return '/'
  return address.pathname + address.search + address.hash
}

const base = 'http://this.invalid'
