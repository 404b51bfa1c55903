import { ApiError, renewSession, type Problem } from '../../providers/http.ts'
import { locale, t } from '../../providers/i18n.ts'
import type { ImportData } from './imports.ts'

interface Upload {
  resource: string
  organizationId: string
  file: File
  /** From 0 to 1, as bytes really leave. */
  onProgress: (share: number) => void
  signal: AbortSignal
}

/** Sends a file as it is; XMLHttpRequest because fetch cannot tell how much has been sent. */
export async function upload(options: Upload, repeated = false): Promise<ImportData> {
  const { status, body } = await sendFile(options)
  if (status === 201) return body as ImportData
  const problem = body as Problem | undefined
  if (status === 401 && !repeated && (await renewSession(problem))) return upload(options, true)
  throw new ApiError(problem?.detail ?? (status === 0 ? t('errors.unreachable') : t('errors.server')), status, problem)
}

function sendFile({ resource, organizationId, file, onProgress, signal }: Upload) {
  return new Promise<{ status: number; body: unknown }>((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/${resource}/import?fileName=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('Content-Type', 'text/csv')
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
    request.send(file)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
