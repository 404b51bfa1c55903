import { App } from 'antd'
import type { Locale } from '../../server/resources/labels/index.ts'
import { rememberLanguage } from '../language.ts'
import type { Session } from '../providers/auth.ts'
import { ApiError, send } from '../providers/http.ts'
import { locale, t } from '../providers/i18n.ts'

/** Gives the account another language and shows this page in it, from the beginning: forms ask before they are left. */
export function useLanguage(): (chosen: Locale) => Promise<void> {
  const { notification } = App.useApp()
  return async (chosen) => {
    if (chosen === locale()) return
    try {
      await send<Session>('/api/account', { method: 'PATCH', body: { locale: chosen } })
      reloadIn(chosen)
    } catch (error) {
      const message = error instanceof ApiError ? error.message : t('errors.server')
      notification.error({ message, placement: 'bottomRight', role: 'alert' })
    }
  }
}

/** The page anew in a language that the account has by now. */
export function reloadIn(chosen: Locale): void {
  rememberLanguage(chosen)
  location.reload()
}
