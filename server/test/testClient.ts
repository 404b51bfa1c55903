import { requireNoFaults } from './contract.ts'

export interface Answer {
  status: number
  headers: Headers
  text: string
  /** The parsed body, or undefined when it is not JSON. */
  json: unknown
}

export type JsonRecord = Record<string, unknown> & { id: string; version: number }

interface Options {
  body?: string | Uint8Array<ArrayBuffer>
  headers?: Record<string, string>
}

/** Speaks HTTP to the application as a browser session would: one cookie, one organization. */
export class TestClient {
  readonly url: string
  organizationId: string | undefined
  cookie = ''
  /** The cookie by which the server knows this browser again; sent by those tests that are about it. */
  deviceCookie = ''

  constructor(url: string, organizationId?: string) {
    this.url = url
    this.organizationId = organizationId
  }

  async request(method: string, path: string, { body, headers = {} }: Options = {}): Promise<Answer> {
    const response = await fetch(this.url + path, {
      method,
      body,
      redirect: 'manual',
      headers: {
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(this.organizationId ? { 'x-organization-id': this.organizationId } : {}),
        ...headers,
      },
    })
    const set = (name: string) =>
      response.headers.getSetCookie().find((cookie) => cookie.replace(/^__Host-/, '').startsWith(`${name}=`))
    this.cookie = set('oikion.sid')?.split(';')[0] ?? this.cookie
    this.deviceCookie = set('oikion.device')?.split(';')[0] ?? this.deviceCookie
    const text = await response.text()
    requireNoFaults()
    return { status: response.status, headers: response.headers, text, json: parseJson(text) }
  }

  get(path: string, headers?: Record<string, string>) {
    return this.request('GET', path, { headers })
  }

  delete(path: string, headers?: Record<string, string>) {
    return this.request('DELETE', path, { headers })
  }

  post(path: string, body: unknown, headers?: Record<string, string>) {
    return this.send('POST', path, body, headers)
  }

  patch(path: string, body: unknown, headers?: Record<string, string>) {
    return this.send('PATCH', path, body, headers)
  }

  put(path: string, body: unknown, headers?: Record<string, string>) {
    return this.send('PUT', path, body, headers)
  }

  private send(method: string, path: string, body: unknown, headers: Record<string, string> = {}) {
    return this.request(method, path, {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    })
  }

  /** Creates a record and answers it; anything but 201 is a failure of the test. */
  async create(resource: string, body: unknown): Promise<JsonRecord> {
    const answer = await this.post(`/api/${resource}`, body)
    if (answer.status !== 201) throw new Error(`POST /api/${resource} answered ${answer.status}: ${answer.text}`)
    return answer.json as JsonRecord
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
