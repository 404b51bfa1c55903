import { ApiError, renewSession, tellLimit, type Problem } from './http.ts'
import { locale, t } from './i18n.ts'

export interface Sending {
  url: string
  body: XMLHttpRequestBodyInit
  /** Of the body; a form brings its own. */
  contentType?: string
  organizationId: string
  /** From 0 to 1, as bytes really leave. */
  onProgress: (share: number) => void
  signal: AbortSignal
}

/**
 * Sends files, and tells how much has gone, which fetch cannot. Answers the body of a 201. Throws ApiError, and AbortError
 * when it was cancelled; an ended session is renewed in place before all is sent again.
 */
export async function sendBody<T>(sending: Sending, isRepeated = false): Promise<T> {
  const { status, body } = await sendOnce(sending)
  for (const refused of (body as { refused?: Problem[] } | undefined)?.refused ?? []) tellLimit(refused)
  if (status === 201) return body as T
  const problem = body as Problem | undefined
  if (status === 401 && !isRepeated && (await renewSession(problem))) return sendBody(sending, true)
  tellLimit(problem)
  throw new ApiError(problem?.detail ?? (status === 0 ? t('errors.unreachable') : t('errors.server')), status, problem)
}

function sendOnce({ url, body, contentType, organizationId, onProgress, signal }: Sending) {
  return new Promise<{ status: number; body: unknown }>((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    if (contentType) request.setRequestHeader('Content-Type', contentType)
    request.setRequestHeader('Accept', 'application/json')
    request.setRequestHeader('Accept-Language', locale())
    request.setRequestHeader('X-Organization-Id', organizationId)
    request.upload.addEventListener('progress', ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) onProgress(loaded / total)
    })
    request.addEventListener('load', () => resolve({ status: request.status, body: parsed(request.responseText) }))
    request.addEventListener('error', () => resolve({ status: 0, body: undefined }))
    request.addEventListener('abort', () => reject(new DOMException('Upload cancelled', 'AbortError')))
    signal.addEventListener('abort', () => request.abort())
    request.send(body)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
