import { Drawer } from 'antd'
import { t } from '../providers/i18n.ts'
import { MainMenu } from './MainMenu.tsx'
import { PersonMenu } from './PersonMenu.tsx'

/** The menu on narrow screens. */
export function MenuDrawer({ onClose }: { onClose: () => void }) {
  return (
    <Drawer
      open
      placement="left"
      width={264}
      title={t('frame.menu')}
      onClose={onClose}
      styles={{ body: { padding: 8, display: 'flex', flexDirection: 'column' } }}
    >
      <MainMenu />
      <PersonMenu />
    </Drawer>
  )
}
