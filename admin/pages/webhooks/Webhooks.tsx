import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'react-router'
import { webhooks } from '../../../server/resources/webhooks.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { useTitle } from '../../frame/useTitle.ts'
import { showPath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { FilterBar } from '../../records/filters/FilterBar.tsx'
import { InstantText } from '../../records/InstantText.tsx'
import { isFiltered } from '../../records/listState.ts'
import { useListState } from '../../records/useListState.ts'
import { useRecords } from '../../records/useRecords.ts'
import { NoneFound } from '../organization/NoneFound.tsx'
import { PeopleTable, type Column } from '../organization/PeopleTable.tsx'
import { eventsText, type Webhook } from './webhook.ts'
import { WebhookState } from './WebhookState.tsx'
import './webhooks.css'

const WebhookDialog = lazy(async () => ({ default: (await import('./WebhookDialog.tsx')).WebhookDialog }))

/** The programs elsewhere that are told what changes in the organization. */
export function Webhooks() {
  const { slug } = useOrganization().organization
  const [isMaking, setMaking] = useState(false)
  const { state, ignored, change } = useListState(webhooks)
  const found = useRecords(webhooks, state)
  useTitle(t('organization.pages.webhooks'))
  return (
    <>
      <header className="head">
        <h1>{t('organization.pages.webhooks')}</h1>
        <div className="head-actions">
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setMaking(true)}>
            {t('webhooks.new')}
          </Button>
        </div>
      </header>
      <p className="page-hint">{t('webhooks.hint')}</p>
      <FilterBar definition={webhooks} state={state} ignored={ignored} onChange={change} />
      <PeopleTable
        definition={webhooks}
        state={state}
        found={found}
        columns={columns(slug)}
        empty={isFiltered(state) ? <NoneFound definition={webhooks} onChange={change} /> : <p>{t('webhooks.none')}</p>}
        onChange={change}
      />
      <Suspense>{isMaking && <WebhookDialog onClose={() => setMaking(false)} />}</Suspense>
    </>
  )
}

const columns = (slug: string): Column<Webhook>[] => [
  {
    name: 'name',
    render: ({ id, name, url }) => (
      <div className="two-lines">
        <Link to={showPath(slug, webhooks.name, id)}>{name}</Link>
        <span className="quiet webhook-url">{url}</span>
      </div>
    ),
  },
  {
    name: 'state',
    title: t('webhooks.state'),
    width: 130,
    render: (webhook) => <WebhookState webhook={webhook} />,
  },
  { name: 'events', isWide: true, render: ({ events }) => eventsText(events) },
  {
    name: 'lastDeliveryAt',
    width: 150,
    isWide: true,
    render: ({ lastDeliveryAt }) =>
      lastDeliveryAt ? <InstantText value={lastDeliveryAt} /> : <span className="quiet">{t('webhooks.never')}</span>,
  },
]
