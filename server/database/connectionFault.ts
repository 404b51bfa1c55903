/** Whether an error says that the connection or the server broke, and not that something was wrong with what was asked. */
export function isConnectionFault(error: unknown): boolean {
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string }
  return (
    wasCutOff(error) ||
    /^(ECONN|EPIPE|ETIMEDOUT|25P03)/.test(code) ||
    message.includes('timeout exceeded when trying to connect')
  )
}

/**
 * Whether work broke off because its connection to PostgreSQL did. Refusals to connect do not count: other servers that
 * the work may have spoken to give them as well.
 */
export function wasCutOff(error: unknown): boolean {
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string }
  return /^(57P0|08)/.test(code) || /Connection terminated|not queryable|had failed and was rolled back/.test(message)
}
