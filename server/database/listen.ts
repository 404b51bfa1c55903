import pg from 'pg'

export interface ListenOptions {
  /** PostgreSQL's own address: a pooler in transaction mode carries no LISTEN. */
  url: string
  channels: readonly string[]
  onNotification: (channel: string, payload: string) => void
  /** Called each time that it listens, again after a break: what was said meanwhile is lost. */
  onListening: () => void
  onFault: (error: unknown) => void
}

export interface Listening {
  /** Finds out whether the connection still lives; one that does not answer within seconds is replaced. */
  check(): void
  close(): Promise<void>
}

const firstWait = 250
const longestWait = 10_000
const patience = 5000

/** Keeps one connection that LISTENs, and makes a new one, ever less often, when it breaks. Milliseconds throughout. */
export function listen({ url, channels, onNotification, onListening, onFault }: ListenOptions): Listening {
  let current: { client: pg.Client; lose: (fault: unknown) => void } | undefined
  let failures = 0
  let retry: NodeJS.Timeout | undefined
  let isClosed = false

  const connect = () => {
    const client = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: patience,
      query_timeout: patience,
    })
    const lose = (fault: unknown) => {
      if (current?.client !== client) return
      current = undefined
      client.end().catch(() => undefined)
      onFault(fault)
      retry = setTimeout(connect, Math.min(firstWait * 2 ** failures++, longestWait))
    }
    current = { client, lose }
    client.on('error', lose)
    client.on('end', () => lose(new Error('The connection that listens has ended')))
    client.on('notification', ({ channel, payload = '' }) => onNotification(channel, payload))
    begin(client).catch(lose)
  }
  const begin = async (client: pg.Client) => {
    await client.connect()
    await client.query(channels.map((channel) => `listen ${channel}`).join('; '))
    if (isClosed) return
    failures = 0
    onListening()
  }

  connect()
  return {
    check() {
      current?.client.query('select 1').catch(current.lose)
    },
    async close() {
      isClosed = true
      clearTimeout(retry)
      const last = current?.client
      current = undefined
      await last?.end().catch(() => undefined)
    },
  }
}
