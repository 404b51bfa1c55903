import { pino, type DestinationStream, type Logger } from 'pino'
import { scrub } from './scrub.ts'

/** The server's log: JSON lines that hold ids, never bodies, tokens, or anybody's addresses. */
export function createLog(level: string, stream?: DestinationStream): Logger {
  return pino({ level, serializers: { err: describeError }, hooks: { streamWrite: scrub } }, stream)
}

interface Fault {
  code?: unknown
  constraint?: unknown
  table?: unknown
  column?: unknown
  routine?: unknown
  severity?: unknown
  cause?: unknown
}

/**
 * An error for the log: what it is and where, but not the values that it is about. PostgreSQL puts those into `detail` and
 * `where`, and into the message when they do not fit; Prisma and JSON.parse quote what they were given.
 */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error, message: scrub(String(error)) }
  const { code, constraint, table, column, routine, severity, cause } = error as Fault
  const type = error.constructor.name
  return {
    type,
    message: quotesValues(error, code) ? 'The values in question are not logged' : error.message,
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...given({ code, constraint, table, column, routine, severity }),
    ...(cause !== undefined && { cause: describeError(cause) }),
  }
}

/** Classes of SQLSTATE: 22, values that do not fit; P0, raised by our own functions. */
function quotesValues(error: Error, code: unknown): boolean {
  return (
    (typeof code === 'string' && /^(22|P0)...$/.test(code)) ||
    error.name === 'PrismaClientValidationError' ||
    error instanceof SyntaxError
  )
}

function given(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => typeof value === 'string'))
}

/** What nobody has caught ends the process, as ever, but is told like all else. */
export function logUncaught(log: Logger): void {
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'the process cannot go on')
    process.exit(1)
  })
}
