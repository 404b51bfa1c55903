declare module 'pg/lib/utils.js' {
  /** Turns a JavaScript value into what the wire protocol carries; node-postgres's own, not in its types. */
  export function prepareValue(value: unknown): unknown
}
