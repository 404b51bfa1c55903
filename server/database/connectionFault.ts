/** Whether an error says that the connection or the server broke, and not that something was wrong with what was asked. */
export function isConnectionFault(error: unknown): boolean {
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string }
  return (
    /^(ECONN|EPIPE|ETIMEDOUT|57P0|08|25P03)/.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect|not queryable|had failed and was rolled back/.test(
      message,
    )
  )
}
