/** A failure the operator can act on: printed as its message alone, without a stack. */
export class PlainError extends Error {
  override name = 'PlainError'
}
