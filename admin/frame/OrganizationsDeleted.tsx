import { useCustom } from '@refinedev/core'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { formatDay } from '../format.ts'
import { send } from '../providers/http.ts'
import { t } from '../providers/i18n.ts'
import { useReloadSession } from './SessionContext.ts'

interface OwnOrganization {
  id: string
  slug: string
  name: string
  deletedAt: string | null
  purgeAt: string | null
}

/** Organizations one owned and deleted that can still be brought back, each with the day it goes for good. */
export function OrganizationsDeleted({ onRestored }: { onRestored: () => void }) {
  const { query } = useCustom<OwnOrganization[]>({
    url: '/api/organizations',
    method: 'get',
    errorNotification: false,
    queryOptions: { staleTime: 0 },
  })
  const [busyId, setBusyId] = useState<string>()
  const [failure, setFailure] = useState<string>()
  const reload = useReloadSession()
  const navigate = useNavigate()
  const deleted = (query.data?.data ?? []).filter(({ deletedAt }) => deletedAt !== null)
  if (deleted.length === 0) return null

  const restore = async ({ id, slug }: OwnOrganization) => {
    setBusyId(id)
    setFailure(undefined)
    try {
      await send(`/api/organizations/${id}/restore`, { method: 'POST', body: {} })
      await reload()
      onRestored()
      void navigate(`/o/${slug}`)
    } catch (error) {
      setFailure((error as Error).message)
      setBusyId(undefined)
    }
  }

  return (
    <section className="deleted" aria-label={t('organization.deleted')}>
      <h3>{t('organization.deleted')}</h3>
      {failure && <Alert type="error" showIcon role="alert" message={failure} />}
      {deleted.map((organization) => (
        <div key={organization.id} className="invited-one">
          <p>
            {organization.name}
            {organization.purgeAt && (
              <span className="quiet">{t('organization.purgedOn', { day: formatDay(organization.purgeAt) })}</span>
            )}
          </p>
          <Button
            size="small"
            loading={busyId === organization.id}
            aria-label={t('organization.restoreOne', { name: organization.name })}
            onClick={() => void restore(organization)}
          >
            {t('actions.restore')}
          </Button>
        </div>
      ))}
    </section>
  )
}
