import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { hasRight } from '../../../server/resources/rights.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { t } from '../../providers/i18n.ts'

const LeaveDialog = lazy(async () => ({ default: (await import('./LeaveDialog.tsx')).LeaveDialog }))
const DeleteDialog = lazy(async () => ({ default: (await import('./DeleteDialog.tsx')).DeleteDialog }))

/** What cannot be undone by a click: leaving, and deleting the whole organization. */
export function DangerZone() {
  const { role, organization } = useOrganization()
  const [dialog, setDialog] = useState<'leave' | 'delete'>()
  const close = () => setDialog(undefined)
  return (
    <section className="panel settings-panel danger-zone" aria-labelledby="danger-zone">
      <h2 id="danger-zone">{t('settings.danger')}</h2>
      <div className="settings-action">
        <p>
          <strong>{t('members.leaveOk', { name: organization.name })}</strong>
          <span className="quiet">{t('settings.leaveHint')}</span>
        </p>
        <Button danger onClick={() => setDialog('leave')}>
          {t('members.leave')}
        </Button>
      </div>
      {hasRight('deleteOrganization', { role, isPersonal: organization.isPersonal }) && (
        <div className="settings-action">
          <p>
            <strong>{t('settings.delete', { name: organization.name })}</strong>
            <span className="quiet">{t('settings.deleteHint')}</span>
          </p>
          <Button danger onClick={() => setDialog('delete')}>
            {t('settings.deleteOrganization')}
          </Button>
        </div>
      )}
      <Suspense>
        {dialog === 'leave' && <LeaveDialog onClose={close} />}
        {dialog === 'delete' && <DeleteDialog onClose={close} />}
      </Suspense>
    </section>
  )
}
