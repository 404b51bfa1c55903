import type { Database } from '../database/index.ts'
import { Problem } from '../errors.ts'
import { inTheseWords } from '../messages/message.ts'
import { audienceOf } from './audience.ts'
import { isSnapshot, presentSnapshot, readChanges, type Batch } from './changes.ts'
import type { Stream } from './stream.ts'

export interface ChannelDeps {
  database: Database
  /** Reads anew who is behind these streams, and ends those that have lost their access. */
  recheck: (streams: Stream[]) => Promise<void>
  onFault: (error: unknown) => void
}

interface Joining {
  stream: Stream
  admitted: () => void
  refused: (error: unknown) => void
}

/** After these, somebody's rights may be others. */
const concernsAccess = new Set(['members', 'organization'])

/**
 * The open streams of one organization. It stands at one snapshot of the database and goes from there to the next, one
 * reading at a time: whoever joins does so between two readings, so that nobody misses a change or hears of it twice.
 */
export class Channel {
  readonly organizationId: string
  readonly streams = new Set<Stream>()
  private readonly deps: ChannelDeps
  private snapshot: string | undefined
  private joining: Joining[] = []
  /** How many join, those included whom the present reading is about to admit. */
  private expected = 0
  private isWoken = false
  private reading: Promise<void> | undefined

  constructor(organizationId: string, deps: ChannelDeps) {
    this.organizationId = organizationId
    this.deps = deps
  }

  get isEmpty(): boolean {
    return this.streams.size === 0 && this.expected === 0
  }

  /** Resolves when the stream has been told what it missed, and hears of everything from then on. */
  join(stream: Stream): Promise<void> {
    this.expected++
    return new Promise<void>((admitted, refused) => {
      this.joining.push({ stream, admitted, refused })
      void this.wake()
    }).finally(() => this.expected--)
  }

  leave(stream: Stream): void {
    this.streams.delete(stream)
  }

  /** Resolves when all that was committed before has been told. */
  wake(): Promise<void> {
    this.isWoken = true
    this.reading ??= this.read()
    return this.reading
  }

  keepAlive(): void {
    if (this.snapshot) for (const stream of this.streams) stream.keepAlive(this.snapshot)
  }

  private async read(): Promise<void> {
    while (this.isWoken) {
      this.isWoken = false
      await this.advance(this.joining.splice(0))
    }
    this.reading = undefined
  }

  private async advance(joining: Joining[]): Promise<void> {
    try {
      const batch = this.snapshot === undefined ? undefined : await this.readSince(this.snapshot)
      const snapshot = batch?.snapshot ?? (await presentSnapshot(this.deps.database, this.organizationId))
      await this.recheck(batch, joining)
      const admissions = await this.admissions(joining, snapshot)
      if (batch) await this.deliver(batch)
      this.snapshot = snapshot
      for (const admit of admissions) admit()
    } catch (error) {
      // Those who are here stay where they are; the next reading begins there again.
      for (const { refused } of joining) refused(error)
      this.deps.onFault(error)
    }
  }

  private readSince(since: string, until?: string): Promise<Batch> {
    return readChanges(this.deps.database, this.organizationId, since, until)
  }

  /** Before anything is told: those who join may have lost their access since they asked, the others by this very batch. */
  private async recheck(batch: Batch | undefined, joining: Joining[]): Promise<void> {
    const isTouched = batch && (batch.isTooMuch || batch.changes.some(({ resource }) => concernsAccess.has(resource)))
    const streams = [...(isTouched ? this.streams : []), ...joining.map(({ stream }) => stream)]
    if (streams.length > 0) await this.deps.recheck(streams)
  }

  private async deliver(batch: Batch): Promise<void> {
    if (batch.isTooMuch) {
      for (const stream of this.streams) stream.tell(batch.snapshot, undefined)
    } else if (batch.changes.length > 0 || batch.notices.length > 0) {
      const streams = [...this.streams]
      const accesses = streams.map(({ access }) => access)
      const changesFor = await audienceOf(this.deps.database, batch, accesses)
      for (const stream of streams) {
        const changes = changesFor(stream.access)
        if (changes.length > 0) stream.tell(batch.snapshot, changes)
      }
    }
  }

  /** What each of them missed up to the snapshot. Many come back at once, from the same moment: one reading for those. */
  private async admissions(joining: Joining[], snapshot: string): Promise<(() => void)[]> {
    const admissions: (() => void)[] = []
    for (const [since, group] of bySince(joining)) {
      const missed = since === undefined ? undefined : await this.missed(since, snapshot)
      const accesses = group.map(({ stream }) => stream.access)
      const changesFor = missed && (await audienceOf(this.deps.database, missed, accesses))
      for (const { stream, admitted, refused } of group) {
        const changes = missed?.isTooMuch ? undefined : (changesFor?.(stream.access) ?? [])
        admissions.push(() => {
          if (stream.isOver) return refused(lost())
          this.streams.add(stream)
          stream.open(snapshot, changes)
          admitted()
        })
      }
    }
    return admissions
  }

  private missed(since: string, snapshot: string): Promise<Batch> {
    if (isSnapshot(since)) return this.readSince(since, snapshot)
    return Promise.resolve({ snapshot, changes: [], notices: [], isTooMuch: true })
  }
}

function bySince(joining: Joining[]): Map<string | undefined, Joining[]> {
  const groups = new Map<string | undefined, Joining[]>()
  for (const one of joining) {
    const { since } = one.stream
    groups.set(since, [...(groups.get(since) ?? []), one])
  }
  return groups
}

const lost = () => new Problem('unauthenticated', inTheseWords('The access ended while the stream was opened'))
