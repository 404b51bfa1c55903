import { DownOutlined } from '@ant-design/icons'
import { Button, Popover } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { t } from '../providers/i18n.ts'
import { useOrganization } from './OrganizationContext.ts'

const Organizations = lazy(async () => ({ default: (await import('./Organizations.tsx')).Organizations }))

/** The organization one is in, and the way to one's others. */
export function OrganizationSwitcher() {
  const [isOpen, setOpen] = useState(false)
  const { organization } = useOrganization()
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      content={
        <Suspense>
          <Organizations onChosen={() => setOpen(false)} />
        </Suspense>
      }
    >
      <Button type="text" className="switcher" aria-haspopup="true" aria-expanded={isOpen}>
        <span className="switcher-mark" aria-hidden>
          {organization.name.charAt(0).toLocaleUpperCase()}
        </span>
        <span className="visually-hidden">{t('organization.current')}</span>
        <span className="switcher-name">{organization.name}</span>
        <DownOutlined aria-hidden />
      </Button>
    </Popover>
  )
}
