import type { NotificationProvider } from '@refinedev/core'
import { App, Button } from 'antd'
import { useMemo } from 'react'
import { t } from './i18n.ts'

/** Refine's notices as quiet ones of Ant Design. A notice with `cancelMutation` offers Undo as long as it stands. */
export function useNotifications(): NotificationProvider {
  const { notification } = App.useApp()
  return useMemo(
    () => ({
      open: ({ key, message, description, type, cancelMutation, undoableTimeout }) => {
        const noticeKey = key ?? `${type}:${message}`
        const undo = () => {
          notification.destroy(noticeKey)
          cancelMutation?.()
        }
        notification.open({
          key: noticeKey,
          message,
          description,
          type: type === 'error' ? 'error' : 'success',
          role: type === 'error' ? 'alert' : 'status',
          duration: undoableTimeout ?? (type === 'error' ? 8 : 4),
          placement: 'bottomRight',
          actions: cancelMutation && (
            <Button size="small" onClick={undo}>
              {t('actions.undo')}
            </Button>
          ),
        })
      },
      close: (key) => notification.destroy(key),
    }),
    [notification],
  )
}
