import type { ServerResponse } from 'node:http'
import type { Access } from '../records/access.ts'
import type { Change } from './audience.ts'

/** Whoever takes nothing for so long that more than this waits in our memory is sent away, and comes back for it. Bytes. */
const mostWaiting = 64 * 1024

/** Browsers come back after so many milliseconds, not all at once. */
const comeBack = () => 1000 + Math.round(Math.random() * 3000)

/** One open event stream (https://html.spec.whatwg.org/multipage/server-sent-events.html): one tab of one person. */
export class Stream {
  readonly sessionId: string
  /** What it was last told, when it comes back; the moment from which it wants to hear. */
  readonly since: string | undefined
  /** As it was last read; replaced when role or settings have changed. */
  access: Access
  isOver = false
  private readonly res: ServerResponse

  constructor(res: ServerResponse, asking: { access: Access; sessionId: string; since: string | undefined }) {
    this.res = res
    this.access = asking.access
    this.sessionId = asking.sessionId
    this.since = asking.since
  }

  /** Begins the answer with what was missed; `undefined`: everything is to be looked at anew. */
  open(snapshot: string, missed: Change[] | undefined): void {
    if (this.isOver) return
    this.res.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    })
    this.write(`retry: ${comeBack()}\n`)
    this.tell(snapshot, missed)
  }

  /** Tells of changes, after which the client stands at `snapshot`; `undefined`: of more than can be told. */
  tell(snapshot: string, changes: Change[] | undefined): void {
    const event = changes ? '' : 'event: reset\n'
    this.write(`${event}id: ${snapshot}\ndata: ${JSON.stringify(changes ?? [])}\n\n`)
  }

  /** Keeps proxies from taking the line for dead; a browser notes how far it is, without an event. */
  keepAlive(snapshot: string): void {
    this.write(`id: ${snapshot}\n\n`)
  }

  end(): void {
    this.isOver = true
    if (this.res.headersSent) this.res.end()
  }

  private write(text: string): void {
    if (this.isOver) return
    if (this.res.writableLength > mostWaiting) {
      this.isOver = true
      this.res.destroy()
    } else this.res.write(text)
  }
}
