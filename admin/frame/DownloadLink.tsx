import type { MouseEvent, ReactNode } from 'react'
import { ApiError, send } from '../providers/http.ts'
import { t } from '../providers/i18n.ts'
import { useNotifications } from '../providers/notifications.tsx'

interface Props {
  href: string
  children: ReactNode
  className?: string
  'aria-label'?: string
}

/**
 * A link to a file that the server makes. The browser takes it, so that it may be of any size; whether the session still
 * holds and the server answers is asked first, as a refusal would be told by the browser's list of downloads only.
 */
export function DownloadLink({ href, ...rest }: Props) {
  return <a {...useDownload(href)} {...rest} />
}

/** The same for what looks otherwise. */
export function useDownload(href: string) {
  const { open } = useNotifications()
  const onClick = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    download(href).catch((error: unknown) => {
      const message = error instanceof ApiError ? error.message : t('errors.server')
      open({ key: 'download', type: 'error', message })
    })
  }
  return { href, download: true, onClick }
}

async function download(href: string): Promise<void> {
  await send('/api/auth/me')
  const link = document.createElement('a')
  link.href = href
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}
