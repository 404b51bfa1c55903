import { sendBody } from '../../providers/sendBody.ts'
import type { ImportData } from './imports.ts'

interface Upload {
  resource: string
  organizationId: string
  file: File
  /** From 0 to 1, as bytes really leave. */
  onProgress: (share: number) => void
  signal: AbortSignal
}

/** Sends a file as it is. */
export function upload({ resource, file, ...rest }: Upload): Promise<ImportData> {
  const url = `/api/${resource}/import?fileName=${encodeURIComponent(file.name)}`
  return sendBody({ ...rest, url, body: file, contentType: 'text/csv' })
}
