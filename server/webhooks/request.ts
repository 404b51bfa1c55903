import http from 'node:http'
import https from 'node:https'
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent'
import { addressFault } from './address.ts'
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
  { stop, limit = patience }: { stop?: AbortSignal; limit?: number } = {},
): Promise<Answer> {
  const began = performance.now()
  const ended = (answer: Omit<Answer, 'durationMs'>): Answer => ({
    ...answer,
    durationMs: Math.round(performance.now() - began),
  })
  const silent = (error: Silence) => ended(silence(error))
  const address = new URL(url)
  if (addressFault(address, rules)) return silent('refused')

  const time = AbortSignal.timeout(limit)
  const signal = stop ? AbortSignal.any([time, stop]) : time
  try {
    const response = await asked(address, headers, body, agentFor(address, rules), signal)
    const text = await beginning(response, signal)
    const retryAfter = secondsOf(response.headers['retry-after'], rules.now())
    return ended({ status: response.statusCode ?? null, error: null, text, retryAfter })
  } catch (error) {
    return silent(stop?.aborted ? 'stopped' : time.aborted ? 'timeout' : silenceOf(error))
  }
}

function agentFor({ protocol }: URL, { allowPrivate }: Pick<Sending, 'allowPrivate'>): http.Agent {
  const options = { allowPrivateIPAddress: allowPrivate, allowMetaIPAddress: allowPrivate }
  return protocol === 'https:' ? new RequestFilteringHttpsAgent(options) : new RequestFilteringHttpAgent(options)
}

function asked(url: URL, headers: Message['headers'], body: string, agent: http.Agent, signal: AbortSignal) {
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise<http.IncomingMessage>((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      agent,
      signal,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    })
    sent.once('response', resolve).once('error', reject)
    sent.end(body)
  })
}

/** What came of the body until there was enough of it, it ended, broke off, or its time was over. */
async function beginning(response: http.IncomingMessage, signal: AbortSignal): Promise<string> {
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
