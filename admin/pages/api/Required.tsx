import { t } from '../../providers/i18n.ts'

/** Behind the name of what must be given. */
export const Required = () => <span className="quiet"> · {t('api.required')}</span>
