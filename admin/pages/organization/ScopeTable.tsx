import { Checkbox } from 'antd'
import type { Role } from '../../../server/resources/roles.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { t } from '../../providers/i18n.ts'
import { resourceName } from '../../words.ts'
import { scopeKinds, scopesFor } from './tokenScopes.ts'

interface Props {
  role: Role
  id?: string
  value?: string[]
  onChange?: (scopes: string[]) => void
}

const none: string[] = []

/** What a token may read and write, resource by resource; what its role may not is not offered. */
export function ScopeTable({ role, id, value = none, onChange }: Props) {
  const { settings } = useOrganization()
  const set = (scope: string, isOn: boolean) =>
    onChange?.(isOn ? [...value, scope] : value.filter((other) => other !== scope))
  return (
    <table id={id} className="plain-table scope-table">
      <thead>
        <tr>
          <th scope="col">{t('tokens.resource')}</th>
          {scopeKinds.map((kind) => (
            <th key={kind} scope="col">
              {t(`tokens.kinds.${kind}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {scopesFor(role, settings).map(({ definition, scopes }) => (
          <tr key={definition.name}>
            <th scope="row">{resourceName(definition)}</th>
            {scopeKinds.map((kind) => {
              const scope = scopes[kind]
              const label = t('tokens.scopeOf', { kind: t(`tokens.kinds.${kind}`), name: resourceName(definition) })
              return (
                <td key={kind}>
                  {scope && (
                    <Checkbox
                      aria-label={label}
                      checked={value.includes(scope)}
                      onChange={(event) => set(scope, event.target.checked)}
                    />
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
