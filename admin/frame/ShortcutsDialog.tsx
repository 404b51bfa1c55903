import { Modal } from 'antd'
import { t } from '../providers/i18n.ts'
import { useOrganization } from './OrganizationContext.ts'
import { workMenu, type MenuEntry } from './workMenu.ts'

const mod = /Mac|iP/.test(navigator.platform) ? '⌘' : 'Ctrl'

/** All keys, in the order of use. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const rows: [string, string][] = [
    [`${mod} K`, t('search.open')],
    ['/', t('keys.search')],
    ['j  k  ↓  ↑', t('keys.move')],
    ['Enter', t('keys.open')],
    ['x', t('keys.select')],
    ['c', t('keys.create')],
    ['e', t('keys.edit')],
    [`${mod} S`, t('keys.save')],
    ['Esc', t('keys.cancel')],
    ...goKeys(workMenu(useOrganization())),
    ['?', t('keys.title')],
  ]
  return (
    <Modal open title={t('keys.title')} footer={null} onCancel={onClose} width={420}>
      <dl className="keys">
        {rows.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}

/** `g` and a letter; where two entries begin alike the first has it. */
function goKeys(entries: MenuEntry[]): [string, string][] {
  const first = entries.filter(({ name }, index) => index === entries.findIndex((each) => each.name[0] === name[0]))
  return first.map(({ name, label }) => [`g ${name.charAt(0)}`, t('keys.go', { name: label })])
}
