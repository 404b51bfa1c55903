import http from 'node:http'
import https from 'node:https'
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent'
import { addressFault } from './address.ts'
import { lookupWith } from './lookup.ts'
import { patience, type Sending } from './settings.ts'

/**
 * Why there was no answer. `secret`: nothing was asked, for what signs cannot be opened with this server's secret;
 * `stopped`: this server ends.
 */
export type Silence = 'refused' | 'dns' | 'tls' | 'timeout' | 'connection' | 'secret' | 'stopped'

/** How an endpoint answered. */
export interface Answer {
  status: number | null
  error: Silence | null
  durationMs: number
  /** The first kilobyte, as far as it came in time. */
  text: string | null
  /** `Retry-After`, in seconds. */
  retryAfter: number | null
}

/** No answer. */
export const silence = (error: Silence): Answer => ({
  status: null,
  error,
  durationMs: 0,
  text: null,
  retryAfter: null,
})

export interface Message {
  url: string
  headers: Record<string, string>
  body: string
}

/** Of an answer so many bytes are kept, and no more are read. */
const mostBytes = 1024

/**
 * Posts a message. Redirects are answers like others, not followed. The address that the host's name leads to is checked
 * between finding it and connecting to it, so that a name cannot change its mind in between.
 */
export async function post(
  { url, headers, body }: Message,
  rules: Pick<Sending, 'allowPrivate' | 'isProduction' | 'now'>,
  { stop, limit = patience, nameServers }: { stop?: AbortSignal; limit?: number; nameServers?: string[] } = {},
): Promise<Answer> {
  const began = performance.now()
  const ended = (answer: Omit<Answer, 'durationMs'>): Answer => ({
    ...answer,
    durationMs: Math.round(performance.now() - began),
  })
  const silent = (error: Silence) => ended(silence(error))
  const address = new URL(url)
  if (addressFault(address, rules)) return silent('refused')

  const ending = new AbortController()
  const { signal } = ending
  const end = () => ending.abort()
  // The whole time: for finding the name, connecting, and an answer however slowly it comes.
  const timer = setTimeout(end, limit)
  stop?.addEventListener('abort', end)
  if (stop?.aborted) end()
  try {
    const options = { agent: agentFor(address, rules), lookup: lookupWith(rules, nameServers), headers, signal }
    const response = await asked(address, options, body)
    const text = await beginning(response, signal)
    const retryAfter = secondsOf(response.headers['retry-after'], rules.now())
    return ended({ status: response.statusCode ?? null, error: null, text, retryAfter })
  } catch (error) {
    return silent(stop?.aborted ? 'stopped' : signal.aborted ? 'timeout' : silenceOf(error))
  } finally {
    clearTimeout(timer)
    stop?.removeEventListener('abort', end)
  }
}

function agentFor({ protocol }: URL, { allowPrivate }: Pick<Sending, 'allowPrivate'>): http.Agent {
  const options = { allowPrivateIPAddress: allowPrivate, allowMetaIPAddress: allowPrivate }
  return protocol === 'https:' ? new RequestFilteringHttpsAgent(options) : new RequestFilteringHttpAgent(options)
}

interface Asking extends Pick<https.RequestOptions, 'agent' | 'lookup'> {
  headers: Message['headers']
  signal: AbortSignal
}

/** Settles whatever the other side does: with the head of its answer, or when the connection or the time is over. */
function asked(url: URL, { headers, signal, ...options }: Asking, body: string): Promise<http.IncomingMessage> {
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise<http.IncomingMessage>((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      ...options,
      signal,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    })
    const isOver = () => reject(new Error('It ended without an answer'))
    signal.addEventListener('abort', isOver, { once: true })
    sent.once('response', resolve).on('error', reject).once('close', isOver)
    // 101: nothing that was asked for, and no 'response' comes behind it.
    sent.once('upgrade', (response, socket) => {
      socket.destroy()
      response.destroy()
      resolve(response)
    })
    sent.end(body)
  })
}

/** What came of the body until there was enough of it, it ended, broke off, or its time was over. */
async function beginning(response: http.IncomingMessage, signal: AbortSignal): Promise<string> {
  if (response.destroyed) return ''
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= mostBytes || signal.aborted) break
    }
  } catch {
    // The answer was given with its status; only the rest of its text is missing.
  } finally {
    response.destroy()
  }
  const kept = Buffer.concat(chunks).subarray(0, mostBytes)
  // PostgreSQL keeps no NUL.
  return new TextDecoder().decode(kept).replaceAll('\0', '\uFFFD')
}

function silenceOf(error: unknown): Silence {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  if (message.includes('is not allowed. Because')) return 'refused'
  if (['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ENODATA'].includes(code)) return 'dns'
  if (/^(ERR_TLS|ERR_SSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(code)) return 'tls'
  return 'connection'
}

/** Of a number of seconds or a date. */
function secondsOf(header: string | undefined, now: Date): number | null {
  if (!header) return null
  if (/^\d{1,9}$/.test(header)) return Number(header)
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1000))
}
