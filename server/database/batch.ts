import pg from 'pg'
import { prepareValue } from 'pg/lib/utils.js'
import { serialize } from 'pg-protocol'
import type { Sql } from './sql.ts'

/** The part of node-postgres's protocol connection that a custom query speaks to. */
interface Connection {
  stream: { write(bytes: Buffer): void }
}

type ResultOf = pg.QueryResult<Record<string, unknown>> & {
  addFields(fields: unknown): void
  parseRow(fields: unknown): Record<string, unknown>
  addRow(row: Record<string, unknown>): void
  addCommandComplete(message: unknown): void
}

/** Names of the statements each connection has parsed. */
const parsed = new WeakMap<Connection, Set<string>>()

/**
 * Several statements in one round trip under one Sync, which makes them one implicit transaction: an error in
 * any leaves nothing behind, and `set_config(…, true)` in the first holds for the others and ends with them.
 * Plugs into node-postgres's documented Submittable protocol, as pg-cursor and pg-copy-streams do.
 */
export class Batch {
  readonly done: Promise<ResultOf[]>
  private readonly statements: { sql: Sql; name: string }[]
  private readonly results: ResultOf[] = []
  private current = newResult()
  private fresh: string[] = []
  private connection: Connection | undefined
  private settle!: { resolve(results: ResultOf[]): void; reject(error: unknown): void }

  constructor(statements: { sql: Sql; name: string }[]) {
    this.statements = statements
    this.done = new Promise((resolve, reject) => {
      this.settle = { resolve, reject }
    })
  }

  submit(connection: Connection): void {
    this.connection = connection
    const known = parsed.get(connection)
    const messages = this.statements.flatMap((statement) => this.messages(statement, known))
    // One write: a system call less for every message but the first.
    connection.stream.write(Buffer.concat([...messages, serialize.sync()]))
  }

  private messages({ sql, name }: { sql: Sql; name: string }, known: Set<string> | undefined): Buffer[] {
    const execution = [
      serialize.bind({ statement: name, values: sql.values, valueMapper: prepareValue }),
      serialize.describe({ type: 'P' }),
      serialize.execute(),
    ]
    if (name && (known?.has(name) || this.fresh.includes(name))) return execution
    const parse = serialize.parse({ name, text: sql.text })
    if (!name) return [parse, ...execution]
    this.fresh.push(name)
    // A batch that failed may or may not have parsed this name before; closing an unknown name is no error.
    return [serialize.close({ type: 'S', name }), parse, ...execution]
  }

  handleRowDescription(message: { fields: unknown }): void {
    this.current.addFields(message.fields)
  }

  handleDataRow(message: { fields: unknown }): void {
    this.current.addRow(this.current.parseRow(message.fields))
  }

  handleCommandComplete(message: unknown): void {
    this.current.addCommandComplete(message)
    this.results.push(this.current)
    this.current = newResult()
  }

  handleEmptyQuery(): void {
    this.results.push(this.current)
  }

  handlePortalSuspended(): void {}

  handleError(error: unknown): void {
    this.settle.reject(error)
  }

  handleReadyForQuery(): void {
    if (this.connection) {
      const names = parsed.get(this.connection) ?? new Set()
      for (const name of this.fresh) names.add(name)
      parsed.set(this.connection, names)
    }
    this.settle.resolve(this.results)
  }
}

function newResult(): ResultOf {
  return new pg.Result('', pg.types) as unknown as ResultOf
}
