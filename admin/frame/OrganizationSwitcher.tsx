import { DownOutlined } from '@ant-design/icons'
import { Button, Popover } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { t } from '../providers/i18n.ts'
import { useOrganization } from './OrganizationContext.ts'
import { useSession } from './SessionContext.ts'

const Organizations = lazy(async () => ({ default: (await import('./Organizations.tsx')).Organizations }))
const OrganizationNew = lazy(async () => ({ default: (await import('./OrganizationNew.tsx')).OrganizationNew }))

/** The organization one is in, and the way to one's others, to invitations and to a new one. */
export function OrganizationSwitcher() {
  const [isOpen, setOpen] = useState(false)
  const [isMaking, setMaking] = useState(false)
  const { organization } = useOrganization()
  const { invitations } = useSession()
  const make = () => {
    setOpen(false)
    setMaking(true)
  }
  return (
    <>
      <Popover
        open={isOpen}
        onOpenChange={setOpen}
        trigger="click"
        placement="bottomLeft"
        arrow={false}
        destroyOnHidden
        content={
          <Suspense>
            <Organizations onChosen={() => setOpen(false)} onMake={make} />
          </Suspense>
        }
      >
        <Button type="text" className="switcher" aria-haspopup="true" aria-expanded={isOpen}>
          <span className={invitations.length > 0 ? 'switcher-mark has-news' : 'switcher-mark'} aria-hidden>
            {organization.name.charAt(0).toLocaleUpperCase()}
          </span>
          <span className="visually-hidden">{t('organization.current')}</span>
          <span className="switcher-name">{organization.name}</span>
          {invitations.length > 0 && (
            <span className="visually-hidden">, {t('organization.invitations', { count: invitations.length })}</span>
          )}
          <DownOutlined aria-hidden />
        </Button>
      </Popover>
      <Suspense>{isMaking && <OrganizationNew onClose={() => setMaking(false)} />}</Suspense>
    </>
  )
}
