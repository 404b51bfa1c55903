import { useNotification } from '@refinedev/core'
import { useCallback } from 'react'
import { t } from '../../providers/i18n.ts'

/** Puts a text on the clipboard and says so; answers whether the browser let us. */
export function useCopy(): (text: string, what: string) => Promise<boolean> {
  const { open } = useNotification()
  return useCallback(
    async (text, what) => {
      try {
        await navigator.clipboard.writeText(text)
        open?.({ key: 'copied', type: 'success', message: t('organization.copied', { what }) })
        return true
      } catch {
        return false
      }
    },
    [open],
  )
}
