/**
 * Stands in for resize-observer-polyfill, which Ant Design's parts import: browsers have it by themselves.
 * WARNING: reached through the alias in vite.config.ts only.
 */
export default globalThis.ResizeObserver
