import { t } from '../providers/i18n.ts'

/** The head of a column of buttons: nothing to see, but something to hear. */
export function ActionsTitle() {
  return <span className="visually-hidden">{t('list.actions')}</span>
}
