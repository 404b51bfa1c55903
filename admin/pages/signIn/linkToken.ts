/**
 * The token of the mailed link that opened this page, or undefined. It came in the fragment, which browsers send nowhere,
 * and leaves the address bar at once, so that it is neither copied along nor seen over a shoulder.
 */
export const linkToken = take()

function take(): string | undefined {
  const token = location.hash.slice(1)
  if (token) history.replaceState(history.state, '', location.pathname + location.search)
  return token || undefined
}

// Another link to the same page, opened in this tab, changes the fragment only.
addEventListener('hashchange', () => {
  if (location.hash.length > 1) location.reload()
})
