import { Button, Progress } from 'antd'
import { formatCount } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import type { ImportData } from './imports.ts'
import type { ImportActions } from './useImportActions.ts'

/** Rows done of rows known. The work goes on whether or not anybody watches. */
export function ImportProgress({ data, actions }: { data: ImportData; actions: ImportActions }) {
  const { rowsDone, rowsTotal, status } = data
  const isCounted = rowsTotal > 0
  const done = formatCount(rowsDone)
  const label = t(`import.status.${status}`)
  return (
    <section className="panel sending" aria-live="polite">
      <h2>{label}</h2>
      <Progress
        percent={isCounted ? Math.floor((rowsDone / rowsTotal) * 100) : 0}
        status="active"
        showInfo={isCounted}
        aria-label={label}
      />
      <p>{isCounted ? t('import.progress', { done, total: formatCount(rowsTotal) }) : t('import.counted', { done })}</p>
      <p className="quiet">{t('import.mayLeave')}</p>
      {actions.error && <p role="alert">{actions.error}</p>}
      {status !== 'undoing' && (
        <Button disabled={actions.isBusy} onClick={() => void actions.cancel()}>
          {t('actions.cancel')}
        </Button>
      )}
    </section>
  )
}
