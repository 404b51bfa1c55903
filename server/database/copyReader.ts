import { Readable, type Duplex } from 'node:stream'

interface Connection {
  stream: Duplex
  query(text: string): void
}

type OnData = (chunk: Buffer) => void

const copyData = 0x64
const copyDone = 0x63
const errorResponse = 0x45
/** CopyOutResponse, ParameterStatus, NoticeResponse and NotificationResponse may stand between rows. */
const passedOver = new Set([0x48, 0x53, 0x4e, 0x41])
const headerSize = 5

/**
 * Reads a COPY … TO STDOUT in CSV format from node-postgres's connection, as pg-copy-streams does, and ends records in
 * CR LF as RFC 4180 wants. The protocol promises one message per row (PostgreSQL, "COPY Operations"), so the end of
 * a row is known without looking into it, and line breaks inside of cells stay as they are. Each byte is copied once.
 */
export class CopyReader extends Readable {
  /** Rows that have been read until now. */
  rowCount = 0
  private readonly text: string
  private connection: Connection | undefined
  private onData: OnData | undefined
  private wanted = false
  /** Bytes of the present message that are still to come, and whether they are a row's. */
  private remaining = 0
  private isRow = false
  private incomplete: Buffer = Buffer.alloc(0)

  constructor(text: string) {
    super({ highWaterMark: 256 * 1024 })
    this.text = text
  }

  /** Called by node-postgres when the connection is free for this query. */
  submit(connection: Connection): void {
    this.connection = connection
    const { stream } = connection
    this.onData = stream.listeners('data')[0] as OnData
    stream.removeListener('data', this.onData)
    stream.pause()
    stream.on('readable', this.forward)
    connection.query(this.text)
  }

  override _read(): void {
    this.wanted = true
    this.forward()
  }

  private readonly forward = (): void => {
    while (this.wanted && this.connection) {
      const chunk = this.connection.stream.read() as Buffer | null
      if (!chunk) return
      this.parse(chunk)
    }
  }

  private parse(arrived: Buffer): void {
    const chunk = this.incomplete.length > 0 ? Buffer.concat([this.incomplete, arrived]) : arrived
    this.incomplete = Buffer.alloc(0)
    // A header is longer than the CR that a row gains; one row may have begun in an earlier chunk.
    const out = Buffer.allocUnsafe(chunk.length + 1)
    let written = 0
    let at = 0
    while (at < chunk.length && this.connection) {
      if (this.remaining === 0) {
        if (chunk.length - at < headerSize) {
          this.incomplete = chunk.subarray(at)
          break
        }
        const code = chunk[at] as number
        const size = chunk.readUInt32BE(at + 1) - 4
        if (code !== copyData && !passedOver.has(code)) {
          if (written > 0) this.push(out.subarray(0, written))
          // CopyDone says nothing itself; an error is told by node-postgres.
          this.giveBack(chunk.subarray(code === copyDone ? at + headerSize : at))
          if (code !== errorResponse) this.push(null)
          return
        }
        this.isRow = code === copyData
        this.remaining = size
        at += headerSize
      }
      const end = Math.min(at + this.remaining, chunk.length)
      this.remaining -= end - at
      if (this.isRow) {
        const isWhole = this.remaining === 0
        written += chunk.copy(out, written, at, isWhole ? end - 1 : end)
        if (isWhole) {
          written = out.writeUInt16BE(0x0d0a, written)
          this.rowCount++
        }
      }
      at = end
    }
    if (written > 0) this.wanted = this.push(out.subarray(0, written))
  }

  /** Returns the connection to node-postgres with what is not ours any more. */
  private giveBack(rest: Buffer): void {
    const { stream } = this.connection as Connection
    this.connection = undefined
    stream.removeListener('readable', this.forward)
    stream.on('data', this.onData as OnData)
    this.onData?.(rest)
    // Reading may have been paused by what node-postgres did with the rest.
    process.nextTick(() => stream.resume())
  }

  handleError(error: Error): void {
    this.connection = undefined
    this.destroy(error)
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {}
}
