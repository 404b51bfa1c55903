import type { HttpError } from '@refinedev/core'
import { t } from '../providers/i18n.ts'
import { NotFound } from '../pages/NotFound.tsx'
import { LoadError } from './LoadError.tsx'

/** Stands where a record will be: its outline while loading, or why it does not come. */
export function RecordPending({ error, onRetry }: { error: HttpError | null; onRetry: () => void }) {
  if (error && (error.statusCode === 404 || error.statusCode === 400)) return <NotFound />
  if (error) return <LoadError error={error} onRetry={onRetry} />
  return (
    <div className="record-pending" role="status" aria-label={t('record.loading')}>
      {Array.from({ length: 8 }, (_, index) => (
        <span key={index} className="skeleton" />
      ))}
    </div>
  )
}
