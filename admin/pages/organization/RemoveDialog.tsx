import { useCustom, useNotification } from '@refinedev/core'
import { Modal, Radio } from 'antd'
import { useState } from 'react'
import { t } from '../../providers/i18n.ts'
import { LoadError } from '../../records/LoadError.tsx'
import { ColleagueSelect } from './ColleagueSelect.tsx'
import { countsText } from './counts.ts'
import type { Counts, Member } from './people.ts'
import { radioGroup } from './radioGroup.ts'
import { useAttempt } from './useAttempt.ts'
import { useOrganizationCall } from './useOrganizationCall.ts'

interface Props {
  member: Member
  onClose: () => void
}

/** Ends a membership, after asking what becomes of the work that is assigned to the member. */
export function RemoveDialog({ member, onClose }: Props) {
  const { name } = member
  const call = useOrganizationCall()
  const { open } = useNotification()
  const { isBusy, attempt } = useAttempt('members')
  const [isHandedOver, setHandedOver] = useState(true)
  const [colleague, setColleague] = useState<{ id: string; name: string }>()
  const { query } = useCustom<Counts>({
    url: `/api/members/${member.id}/work`,
    method: 'get',
    errorNotification: false,
    queryOptions: { staleTime: 0 },
  })
  const work = query.data?.data
  const workText = work && countsText(work)
  const receiver = workText && isHandedOver ? colleague : undefined

  const remove = async () => {
    const body = receiver ? { handOverTo: receiver.id } : {}
    const isDone = await attempt(t('members.notRemoved', { name }), async () => {
      const { handedOver } = await call<{ handedOver: Counts }>(`/api/members/${member.id}/remove`, {
        method: 'POST',
        body,
      })
      const handedOverText = countsText(handedOver)
      open?.({
        type: 'success',
        message: t('members.removed', { name }),
        description:
          receiver && handedOverText
            ? t('members.handedOver', { work: handedOverText, name: receiver.name })
            : t('members.removedBody'),
      })
    })
    if (isDone) onClose()
  }

  return (
    <Modal
      open
      title={t('members.removeTitle', { name })}
      okText={receiver ? t('members.handOverAndRemove') : t('members.removeOk', { name })}
      okButtonProps={{ danger: true, disabled: !work || (Boolean(workText) && isHandedOver && !colleague) }}
      cancelText={t('actions.cancel')}
      confirmLoading={isBusy}
      onOk={() => void remove()}
      onCancel={onClose}
    >
      <p>{t('members.removeBody')}</p>
      {query.error && <LoadError error={query.error} onRetry={() => void query.refetch()} />}
      {query.isLoading && <span className="skeleton" />}
      {work && !workText && <p className="quiet">{t('members.noWork')}</p>}
      {workText && (
        <>
          <p>
            {t('members.hasWork')} <strong>{workText}</strong>
          </p>
          <Radio.Group
            className="choices-below"
            {...radioGroup(t('members.whatOfWork'))}
            value={isHandedOver}
            onChange={(event) => setHandedOver(event.target.value === true)}
          >
            <Radio value>{t('members.handOver')}</Radio>
            {isHandedOver && <ColleagueSelect excludedId={member.id} value={colleague?.id} onChange={setColleague} />}
            <Radio value={false}>{t('members.leaveWork')}</Radio>
          </Radio.Group>
        </>
      )}
    </Modal>
  )
}
