import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose'

export interface TestProvider {
  issuer: string
  clientId: string
  clientSecret: string
  /** Who signs in there next, or nothing to refuse. */
  identity: JWTPayload | undefined
  /** What is wrong with the next token, if anything. */
  fault?: 'audience' | 'issuer' | 'expired' | 'key'
  /** Requests that were not as OpenID Connect and PKCE want them. */
  faults: string[]
  close(): Promise<void>
}

/** A little OpenID provider as Google is one: discovery, authorization code with PKCE, RS256. It checks what it receives. */
export async function openIdProvider(): Promise<TestProvider> {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const stranger = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'RS256', use: 'sig' }
  const codes = new Map<string, { challenge: string; redirectUri: string; nonce: string | null; claims: JWTPayload }>()
  const server = createServer(
    (req, res) => void handle(req).then(([status, headers, body]) => res.writeHead(status, headers).end(body)),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider: TestProvider = {
    issuer,
    clientId: 'client of Oikion',
    clientSecret: 'secret & of Oikion',
    identity: undefined,
    faults: [],
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }

  const json = (body: unknown, status = 200): Reply => [
    status,
    { 'content-type': 'application/json' },
    JSON.stringify(body),
  ]
  const expectThat = (holds: boolean, fault: string) => holds || provider.faults.push(fault)

  async function handle(req: IncomingMessage): Promise<Reply> {
    const url = new URL(req.url ?? '/', issuer)
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return json({ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys`, response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'], code_challenge_methods_supported: ['S256'] }) // prettier-ignore
      case '/keys':
        return json({ keys: [jwk] })
      case '/authorize':
        return authorize(url.searchParams)
      case '/token':
        return token(req)
    }
    return json({}, 404)
  }

  function authorize(params: URLSearchParams): Reply {
    expectThat(params.get('client_id') === provider.clientId, 'client_id')
    expectThat(params.get('code_challenge_method') === 'S256', 'PKCE')
    expectThat((params.get('scope') ?? '').includes('email'), 'scope')
    const back = new URL(params.get('redirect_uri') ?? '')
    const state = params.get('state')
    if (state) back.searchParams.set('state', state)
    if (!provider.identity) {
      back.searchParams.set('error', 'access_denied')
    } else {
      const code = Math.random().toString(36).slice(2)
      codes.set(code, {
        challenge: params.get('code_challenge') ?? '',
        redirectUri: params.get('redirect_uri') ?? '',
        nonce: params.get('nonce'),
        claims: provider.identity,
      })
      back.searchParams.set('code', code)
    }
    return [302, { location: back.href }, '']
  }

  async function token(req: IncomingMessage): Promise<Reply> {
    let text = ''
    for await (const chunk of req) text += String(chunk)
    const body = new URLSearchParams(text)
    const given = codes.get(body.get('code') ?? '')
    codes.delete(body.get('code') ?? '')
    if (!given) return json({ error: 'invalid_grant' }, 400)
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url')
    expectThat(challenge === given.challenge, 'code_verifier')
    expectThat(body.get('redirect_uri') === given.redirectUri, 'redirect_uri')
    expectThat(
      body.get('client_secret') === provider.clientSecret || Boolean(req.headers.authorization),
      'client secret',
    )
    return json({ access_token: 'x', token_type: 'Bearer', expires_in: 60, id_token: await idToken(given) })
  }

  function idToken({ claims, nonce }: { claims: JWTPayload; nonce: string | null }): Promise<string> {
    const { fault } = provider
    const key = fault === 'key' ? stranger.privateKey : privateKey
    return new SignJWT({ ...claims, ...(nonce ? { nonce } : {}) })
      .setProtectedHeader({ alg: 'RS256', kid: 'test' })
      .setIssuer(fault === 'issuer' ? 'https://evil.example' : issuer)
      .setAudience(fault === 'audience' ? 'another client' : provider.clientId)
      .setIssuedAt(fault === 'expired' ? '-2h' : undefined)
      .setExpirationTime(fault === 'expired' ? '-1h' : '5m')
      .sign(key)
  }
  return provider
}

type Reply = [status: number, headers: Record<string, string>, body: string]
