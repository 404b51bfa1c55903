import { DownloadOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import { resources } from '../../../server/resources/index.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { useTitle } from '../../frame/useTitle.ts'
import type { ApiError } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import { LoadError } from '../../records/LoadError.tsx'
import { resourceName } from '../../words.ts'
import { useOrganizationCall } from '../organization/useOrganizationCall.ts'
import { ApiOperation } from './ApiOperation.tsx'
import { groupsOf, type ApiDocument } from './document.ts'
import '../../records/records.css'
import '../../records/tags.css'
import './api.css'

/** What programs may ask of the server: the OpenAPI document of whoever looks, to be read. */
export function ApiReference() {
  const [sought, setSought] = useState('')
  const { document, error, load } = useDocument()
  const { organization } = useOrganization()
  useTitle(t('api.title'))
  return (
    <>
      <header className="head">
        <h1>{t('api.title')}</h1>
        <div className="head-actions">
          <Button
            href={`/api/openapi.json?_organization=${organization.id}`}
            download="oikion.openapi.json"
            icon={<DownloadOutlined aria-hidden />}
          >
            {t('api.download')}
          </Button>
        </div>
      </header>
      <p className="page-hint">{t('api.hint')}</p>
      {error && <LoadError error={error} onRetry={load} />}
      {!document && !error && <div className="skeleton api-waiting" />}
      {document && (
        <>
          <pre className="api-example" tabIndex={0} aria-label={t('api.example')}>
            {`curl ${document.servers[0]?.url ?? ''}/api/clients \\\n  -H 'Authorization: Bearer oik_…'`}
          </pre>
          <Input.Search
            className="api-search"
            allowClear
            aria-label={t('api.search')}
            placeholder={t('api.search')}
            value={sought}
            onChange={({ target }) => setSought(target.value)}
          />
          <Groups document={document} sought={sought} />
        </>
      )}
    </>
  )
}

function Groups({ document, sought }: { document: ApiDocument; sought: string }) {
  const groups = groupsOf(document, sought)
  if (groups.length === 0) return <p role="status">{t('api.none')}</p>
  return groups.map(({ name, entries }) => (
    <section key={name} className="api-group">
      <h2>{headingOf(name)}</h2>
      {entries.map((entry) => (
        <ApiOperation key={entry.operation.operationId} document={document} entry={entry} />
      ))}
    </section>
  ))
}

const others = ['account', 'auth', 'billing', 'calendar', 'dashboard', 'files', 'imports', 'jobs', 'live', 'notices', 'organizations', 'search', 'server'] as const // prettier-ignore

function headingOf(name: string): string {
  const definition = resources[name]
  if (definition) return resourceName(definition)
  const known = others.find((other) => other === name)
  return known ? t(`api.headings.${known}`) : name
}

function useDocument() {
  const call = useOrganizationCall()
  const [state, setState] = useState<{ document?: ApiDocument; error?: ApiError }>({})
  const load = useCallback(() => {
    call<ApiDocument>('/api/openapi.json').then(
      (document) => setState({ document }),
      (error: ApiError) => setState({ error }),
    )
  }, [call])
  useEffect(load, [load])
  return { ...state, load }
}
