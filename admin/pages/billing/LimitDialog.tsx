import { useList } from '@refinedev/core'
import { Modal } from 'antd'
import { useNavigate } from 'react-router'
import { limitKinds, planNames } from '../../../server/resources/plans.ts'
import { formatList } from '../../format.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { plansPath } from '../../paths.ts'
import type { Problem } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import './billing.css'
import { UseOf } from './UsePanel.tsx'

/** Says what is full, how full, and who can do something about it. */
export function LimitDialog({ problem, onClose }: { problem: Problem; onClose: () => void }) {
  const { role, organization } = useOrganization()
  const navigate = useNavigate()
  const kind = limitKinds.find((each) => each === problem.kind)
  const mayRaise = role === 'ORG_OWNER' && !organization.isPersonal && problem.raisedBy !== undefined
  const go = () => {
    onClose()
    void navigate(plansPath(organization.slug))
  }
  return (
    <Modal
      open
      title={kind ? t(`billing.full.${kind}`) : problem.title}
      okText={mayRaise ? t('billing.seePlans') : t('billing.understood')}
      cancelText={t('actions.cancel')}
      cancelButtonProps={mayRaise ? {} : { style: { display: 'none' } }}
      onOk={mayRaise ? go : onClose}
      onCancel={onClose}
    >
      <p>{problem.detail}.</p>
      {kind && problem.limit !== undefined && (
        <dl className="limit-use">
          <UseOf kind={kind} used={problem.used ?? problem.limit} limit={problem.limit} />
        </dl>
      )}
      {problem.plan && <p className="quiet">{t('billing.limitPlan', { plan: planNames[problem.plan] })}</p>}
      {!mayRaise && !organization.isPersonal && problem.raisedBy && <Owners />}
      <p className="quiet">{t('billing.nothingLost')}</p>
    </Modal>
  )
}

function Owners() {
  const { query } = useList<{ id: string; name: string }>({
    resource: 'members',
    filters: [{ field: 'role', operator: 'eq', value: 'ORG_OWNER' }],
    pagination: { pageSize: 5 },
    errorNotification: false,
  })
  const names = (query.data?.data ?? []).map(({ name }) => name)
  return <p>{names.length > 0 ? t('billing.owners', { names: formatList(names) }) : t('billing.askOwner')}</p>
}
