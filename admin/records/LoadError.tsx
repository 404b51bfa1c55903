import type { HttpError } from '@refinedev/core'
import { Button } from 'antd'
import { t } from '../providers/i18n.ts'

/** Something could not be loaded: what, why, and again. */
export function LoadError({ error, onRetry }: { error: HttpError; onRetry: () => void }) {
  return (
    <div className="load-error" role="alert">
      <p>
        <strong>{t('errors.notLoaded')}</strong> {error.message}
      </p>
      <Button onClick={onRetry}>{t('actions.retry')}</Button>
    </div>
  )
}
