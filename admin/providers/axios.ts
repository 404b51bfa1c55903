/**
 * Stands in for axios, which simple-rest imports as a default it never uses here: it is always given our client.
 * WARNING: reached through the alias in vite.config.ts only.
 */
export default {
  create: () => ({ interceptors: { response: { use: () => 0 } } }),
}
