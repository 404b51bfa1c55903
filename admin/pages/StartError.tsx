import { t } from '../providers/i18n.ts'
import './page.css'

/** Shown when not even the session could be asked for: the server is down or the network is. */
export function StartError() {
  return (
    <main className="page">
      <h1>{t('start.title')}</h1>
      <p role="alert">{t('start.body')}</p>
      <button className="plain-button" type="button" onClick={() => location.reload()}>
        {t('actions.retry')}
      </button>
    </main>
  )
}
