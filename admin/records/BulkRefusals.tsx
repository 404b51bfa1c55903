import { Modal } from 'antd'
import { formatCount } from '../format.ts'
import type { BulkAnswer } from '../providers/data.ts'
import { t } from '../providers/i18n.ts'

/** What a bulk call did and what it did not, record by record. */
export function BulkRefusals({ answer, onClose }: { answer: BulkAnswer; onClose: () => void }) {
  const unlisted = answer.refusedTotal - answer.refused.length
  return (
    <Modal
      open
      title={t('bulk.mixed', { done: formatCount(answer.done), refused: formatCount(answer.refusedTotal) })}
      onCancel={onClose}
      onOk={onClose}
      okText={t('actions.close')}
      cancelButtonProps={{ style: { display: 'none' } }}
      width={620}
    >
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('bulk.record')}</th>
            <th>{t('bulk.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {answer.refused.map(({ id, title, detail }) => (
            <tr key={id}>
              <td>{title}</td>
              <td>{detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {unlisted > 0 && <p className="quiet">{t('bulk.more', { shown: formatCount(unlisted) })}</p>}
    </Modal>
  )
}
