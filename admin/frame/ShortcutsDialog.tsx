import { Modal } from 'antd'
import { t } from '../providers/i18n.ts'
import { menuOf } from '../paths.ts'
import { resourceName } from '../words.ts'
import { useOrganization } from './OrganizationContext.ts'

const mod = /Mac|iP/.test(navigator.platform) ? '⌘' : 'Ctrl'

/** All keys, in the order of use. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const rows: [string, string][] = [
    ['/', t('keys.search')],
    ['j  k  ↓  ↑', t('keys.move')],
    ['Enter', t('keys.open')],
    ['x', t('keys.select')],
    ['c', t('keys.create')],
    ['e', t('keys.edit')],
    [`${mod} S`, t('keys.save')],
    ['Esc', t('keys.cancel')],
    ...menuOf(useOrganization()).map((definition): [string, string] => [
      `g ${definition.name.charAt(0)}`,
      t('keys.go', { name: resourceName(definition) }),
    ]),
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
