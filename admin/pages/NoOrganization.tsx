import { Button } from 'antd'
import { signOut } from '../providers/auth.ts'
import { t } from '../providers/i18n.ts'
import { Message } from './Message.tsx'

/** Somebody without any membership: nothing to show, but a way out. */
export function NoOrganization() {
  return (
    <Message title={t('noOrganization.title')} body={t('noOrganization.body')}>
      <Button onClick={() => void signOut()}>{t('actions.signOut')}</Button>
    </Message>
  )
}
