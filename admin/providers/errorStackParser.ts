/**
 * Stands in for error-stack-parser, by which Refine's developer tools find who calls; outside of development they never do.
 * WARNING: reached through the alias in vite.config.ts only.
 */
export default { parse: () => [] }
