import type { Logger } from 'pino'
import { livingSessions } from '../auth/sessions.ts'
import type { Database } from '../database/index.ts'
import { listen } from '../database/listen.ts'
import { Problem } from '../errors.ts'
import { inTheseWords } from '../messages/message.ts'
import { accessNow } from '../organizations/access.ts'
import { announceCommits, commitChannel } from './announce.ts'
import { Channel } from './channel.ts'
import type { Stream } from './stream.ts'

/** The channel on which the database itself tells of a person one of whose sessions has ended. */
const sessionChannel = 'oikion_session'

/** Milliseconds. A lost announcement is made good at the next look, a right that ends by the clock at the next check. */
const lookEvery = 15_000
const checkEvery = 30_000
const keepAliveEvery = 25_000

/** Tabs of one person, in one process. */
const mostStreams = 20

export interface LiveOptions {
  database: Database
  /** PostgreSQL's own address, past any pooler. */
  listenUrl: string
  log: Logger
  now?: () => Date
}

/** The event streams of this process. */
export interface Live {
  readonly openStreams: number
  /** Begins the stream's answer, and tells it of changes until it ends. Throws 401, 429, 503. */
  join(stream: Stream): Promise<void>
  leave(stream: Stream): void
  /** Tells what was committed meanwhile and ends the streams of those who have lost their access; done often by itself. */
  check(): Promise<void>
  close(): Promise<void>
}

/** Starts telling open streams of changes, those of other processes too, and announcing those made here. */
export function startLive({ database, listenUrl, log, now = () => new Date() }: LiveOptions): Live {
  const channels = new Map<string, Channel>()
  const streams = new Set<Stream>()
  let isClosing = false
  const onFault = (error: unknown) => {
    if (!isClosing) log.warn({ err: error }, 'live updates are delayed')
  }

  const recheck = async (some: Stream[]) => {
    if (some.length === 0) return
    const at = now()
    const living = await livingSessions(database, [...new Set(some.map(({ sessionId }) => sessionId))], at)
    for (const stream of some) {
      const signedIn = living.get(stream.sessionId)
      const access = signedIn && accessNow(signedIn, stream.access.organizationId, at)
      if (access) stream.access = access
      else stream.end()
    }
  }
  const recheckOf = (userId: string) =>
    recheck([...streams].filter(({ access }) => access.userId === userId)).catch(onFault)
  const look = () => Promise.all([...channels.values()].map((channel) => channel.wake()))
  const check = async () => {
    await Promise.all([look(), recheck([...streams]).catch(onFault)])
  }

  const channelOf = (organizationId: string): Channel => {
    const channel = channels.get(organizationId) ?? new Channel(organizationId, { database, recheck, onFault })
    channels.set(organizationId, channel)
    return channel
  }
  const letGo = (channel: Channel) => {
    if (channel.isEmpty && channels.get(channel.organizationId) === channel) channels.delete(channel.organizationId)
  }

  const listening = listen({
    url: listenUrl,
    channels: [commitChannel, sessionChannel],
    onNotification(name, payload) {
      if (name === sessionChannel) void recheckOf(payload)
      else for (const organizationId of payload.split(',')) void channels.get(organizationId)?.wake()
    },
    onListening: () => void check(),
    onFault,
  })
  const announcing = announceCommits(database, onFault)
  const timers = [
    setInterval(() => {
      listening.check()
      void look()
    }, lookEvery),
    setInterval(() => void recheck([...streams]).catch(onFault), checkEvery),
    setInterval(() => {
      for (const channel of channels.values()) channel.keepAlive()
    }, keepAliveEvery),
  ]

  return {
    get openStreams() {
      return streams.size
    },
    async join(stream) {
      if (isClosing) throw new Problem('unavailable', inTheseWords('The server is stopping'), { retryAfter: 5 })
      const { userId, organizationId } = stream.access
      if ([...streams].filter(({ access }) => access.userId === userId).length >= mostStreams) {
        const detail = inTheseWords(`There are ${mostStreams} open event streams already`)
        throw new Problem('too-many', detail, { retryAfter: 60 })
      }
      streams.add(stream)
      const channel = channelOf(organizationId)
      await channel.join(stream).finally(() => letGo(channel))
    },
    leave(stream) {
      stream.end()
      streams.delete(stream)
      const { organizationId } = stream.access
      const channel = channels.get(organizationId)
      if (!channel) return
      channel.leave(stream)
      letGo(channel)
    },
    check,
    async close() {
      isClosing = true
      for (const timer of timers) clearInterval(timer)
      for (const stream of streams) stream.end()
      await Promise.all([listening.close(), announcing.close()])
    },
  }
}
