import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import { apiTokens } from '../../../server/resources/api-tokens.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { useTitle } from '../../frame/useTitle.ts'
import { apiReferencePath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { ActionsTitle } from '../../records/ActionsTitle.tsx'
import { ChoiceTag } from '../../records/ChoiceTag.tsx'
import { FieldValue } from '../../records/FieldValue.tsx'
import { FilterBar } from '../../records/filters/FilterBar.tsx'
import { InstantText } from '../../records/InstantText.tsx'
import { isFiltered } from '../../records/listState.ts'
import { useListState } from '../../records/useListState.ts'
import { useRecords } from '../../records/useRecords.ts'
import { NoneFound } from './NoneFound.tsx'
import { PeopleTable, type Column } from './PeopleTable.tsx'
import { RevokeButton } from './RevokeButton.tsx'
import type { ApiToken } from './tokenScopes.ts'

const TokenDialog = lazy(async () => ({ default: (await import('./TokenDialog.tsx')).TokenDialog }))

/** The programs that may work in the organization, and with what. */
export function Tokens() {
  const [isMaking, setMaking] = useState(false)
  const { state, ignored, change } = useListState(apiTokens)
  const found = useRecords(apiTokens, state)
  const { organization } = useOrganization()
  useTitle(t('organization.pages.api-tokens'))
  return (
    <>
      <header className="head">
        <h1>{t('organization.pages.api-tokens')}</h1>
        <div className="head-actions">
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setMaking(true)}>
            {t('tokens.new')}
          </Button>
        </div>
      </header>
      <p className="page-hint">
        {t('tokens.hint')} <Link to={apiReferencePath(organization.slug)}>{t('api.title')}</Link>
      </p>
      <FilterBar definition={apiTokens} state={state} ignored={ignored} onChange={change} />
      <PeopleTable
        definition={apiTokens}
        state={state}
        found={found}
        columns={columns()}
        empty={isFiltered(state) ? <NoneFound definition={apiTokens} onChange={change} /> : <p>{t('tokens.none')}</p>}
        onChange={change}
      />
      <Suspense>{isMaking && <TokenDialog onClose={() => setMaking(false)} />}</Suspense>
    </>
  )
}

const columns = (): Column<ApiToken>[] => [
  { name: 'name', render: (token) => <TokenName token={token} /> },
  {
    name: 'role',
    width: 110,
    isWide: true,
    render: ({ role }) => <ChoiceTag definition={apiTokens} field="role" value={role} />,
  },
  {
    name: 'scopes',
    width: 220,
    isWide: true,
    render: (token) => <FieldValue definition={apiTokens} field="scopes" record={token} />,
  },
  {
    name: 'createdBy',
    width: 150,
    isWide: true,
    render: (token) => <FieldValue definition={apiTokens} field="createdBy" record={token} />,
  },
  { name: 'expiresAt', width: 96, render: (token) => <Expiry token={token} /> },
  {
    name: 'lastUsedAt',
    width: 110,
    isWide: true,
    render: ({ lastUsedAt }) =>
      lastUsedAt ? <InstantText value={lastUsedAt} /> : <span className="quiet">{t('tokens.neverUsed')}</span>,
  },
  { name: 'revoke', title: <ActionsTitle />, width: 90, render: (token) => <RevokeButton token={token} /> },
]

function TokenName({ token: { name, prefix } }: { token: ApiToken }) {
  return (
    <div className="two-lines">
      <strong>{name}</strong>
      <code className="quiet">{prefix}…</code>
    </div>
  )
}

const isPast = (instant: string) => new Date(instant).getTime() < Date.now()

function Expiry({ token: { expiresAt } }: { token: ApiToken }) {
  if (!expiresAt) return <span className="quiet">{t('tokens.never')}</span>
  if (!isPast(expiresAt)) return <InstantText value={expiresAt} />
  return <span className="tag tag-orange">{t('tokens.expired')}</span>
}
