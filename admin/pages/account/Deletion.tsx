import { Alert, Skeleton } from 'antd'
import { Link } from 'react-router'
import { DownloadLink } from '../../frame/DownloadLink.tsx'
import { useTitle } from '../../frame/useTitle.ts'
import { listPath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { LoadError } from '../../records/LoadError.tsx'
import { archiveAddress } from '../organization/archiveAddress.ts'
import { DeletionForm } from './DeletionForm.tsx'
import { Section } from './Section.tsx'
import { useLoaded } from './useLoaded.ts'

interface Consequences {
  blockedBy: { id: string; name: string; slug: string }[]
  goes: { id: string; name: string; isPersonal: boolean }[]
  stays: { id: string; name: string }[]
}

/** `/account/delete`: what goes, what stays, what stands in the way, and the deletion itself. */
export function Deletion() {
  const { data, error, reload } = useLoaded<Consequences>('/api/account/deletion')
  useTitle(t('account.pages.delete'), t('account.title'))
  if (error) return <LoadError error={error} onRetry={() => void reload()} />
  if (!data) return <Skeleton active />
  const { blockedBy, goes, stays } = data
  return (
    <Section title={t('account.delete')} body={t('account.deleteBody')}>
      <h3>{t('account.goes')}</h3>
      <ul>
        <li>{t('account.goesAccount')}</li>
        {goes.map(({ id, name, isPersonal }) => (
          <li key={id}>
            {t(isPersonal ? 'account.goesPersonal' : 'account.goesOrganization', { name })}{' '}
            <DownloadLink className="in-text" href={archiveAddress(id)} aria-label={t('account.archiveOf', { name })}>
              {t('account.archive')}
            </DownloadLink>
          </li>
        ))}
      </ul>
      <p className="quiet">{t('account.archiveHint')}</p>
      {stays.length > 0 && (
        <>
          <h3>{t('account.stays')}</h3>
          <ul>
            {stays.map(({ id, name }) => (
              <li key={id}>{t('account.staysIn', { name })}</li>
            ))}
          </ul>
        </>
      )}
      {blockedBy.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          message={t('account.blocked')}
          description={
            <ul>
              {blockedBy.map(({ id, name, slug }) => (
                <li key={id}>
                  {t('account.blockedBy', { name })}{' '}
                  <Link className="in-text" to={listPath(slug, 'members')}>
                    {t('account.transfer', { name })}
                  </Link>
                </li>
              ))}
            </ul>
          }
        />
      ) : (
        <DeletionForm onRefused={reload} />
      )}
    </Section>
  )
}
