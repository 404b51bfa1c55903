import { Button } from 'antd'
import { useRouteError } from 'react-router'
import { t } from '../providers/i18n.ts'
import { Message } from './Message.tsx'

/** The error boundary: a screen failed. After an update its old files are gone, which reloading mends. */
export function CrashPage() {
  const error = useRouteError()
  const isMissingFile = error instanceof TypeError && /dynamically imported module|module script/i.test(error.message)
  return (
    <Message title={t('crash.title')} body={isMissingFile ? t('crash.outdated') : t('crash.body')}>
      <Button type="primary" onClick={() => location.reload()}>
        {t('actions.reload')}
      </Button>
      <a href="/">{t('notFound.home')}</a>
    </Message>
  )
}
