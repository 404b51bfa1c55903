import { Button, Modal } from 'antd'
import { useNavigate } from 'react-router'
import { formatInstant } from '../../format.ts'
import { ResourceIcon } from '../../frame/ResourceIcon.tsx'
import { usePlans } from './usePlans.ts'

/** What can be planned at a time that was clicked. */
export function PlanDialog({ at, onClose }: { at: Date; onClose: () => void }) {
  const navigate = useNavigate()
  return (
    <Modal open width={340} title={formatInstant(at.toISOString())} footer={null} onCancel={onClose}>
      <div className="plan-choices">
        {usePlans(at).map(({ key, icon, label, path }, index) => (
          <Button
            key={key}
            block
            autoFocus={index === 0}
            icon={<ResourceIcon name={icon} />}
            onClick={() => void navigate(path)}
          >
            {label}
          </Button>
        ))}
      </div>
    </Modal>
  )
}
