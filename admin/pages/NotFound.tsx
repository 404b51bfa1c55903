import { Link } from 'react-router'
import { t } from '../providers/i18n.ts'
import { useTitle } from '../frame/useTitle.ts'
import { Message } from './Message.tsx'

/** No such address, or no such record for this person: the two are not told apart, on purpose. */
export function NotFound() {
  useTitle(t('notFound.title'))
  return (
    <Message title={t('notFound.title')} body={t('notFound.body')}>
      <Link to="/">{t('notFound.home')}</Link>
    </Message>
  )
}
