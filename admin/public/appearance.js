// Sets the theme before the first paint. A file of its own, as the content security policy refuses inline scripts;
// `appearance.ts` keeps the same key up to date.
;(function () {
  var theme = 'system'
  try {
    theme = JSON.parse(localStorage.getItem('oikion.appearance') || '{}').theme || 'system'
  } catch {
    // Unreadable or forbidden storage: the system's theme it is.
  }
  if (theme === 'system') theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  document.documentElement.dataset.theme = theme
})()
