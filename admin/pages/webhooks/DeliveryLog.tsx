import { useList } from '@refinedev/core'
import { Button, Pagination, Segmented, Table, type TableColumnType } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { formatCount } from '../../format.ts'
import { t } from '../../providers/i18n.ts'
import { InstantText } from '../../records/InstantText.tsx'
import { LoadError } from '../../records/LoadError.tsx'
import { answerOf, deliveryColors, deliveryStates, type Delivery, type DeliveryState, type Webhook } from './webhook.ts'

const DeliveryDrawer = lazy(async () => ({ default: (await import('./DeliveryDrawer.tsx')).DeliveryDrawer }))

const pageSize = 25

/** What was and will be sent to an endpoint, newest first. */
export function DeliveryLog({ webhook }: { webhook: Webhook }) {
  const [page, setPage] = useState(1)
  const [state, setState] = useState<DeliveryState | 'all'>('all')
  const [shown, setShown] = useState<string>()
  const { query } = useList<Delivery>({
    resource: `webhooks/${webhook.id}/deliveries`,
    pagination: { currentPage: page, pageSize },
    filters: state === 'all' ? [] : [{ field: 'state', operator: 'eq', value: state }],
    errorNotification: false,
    queryOptions: {
      placeholderData: (previous) => previous,
      refetchInterval: ({ state: { data } }) => (data?.data.some((one) => one.state === 'pending') ? 3000 : 10_000),
    },
  })
  const total = query.data?.total ?? 0
  const deliveries = query.data?.data
  return (
    <section aria-labelledby="delivery-log">
      <div className="log-head">
        <h2 id="delivery-log">{t('webhooks.log')}</h2>
        <Segmented
          aria-label={t('webhooks.state')}
          value={state}
          options={(['all', ...deliveryStates] as const).map((value) => ({
            value,
            label: t(`webhooks.deliveries.${value}`),
          }))}
          onChange={(value) => {
            setState(value)
            setPage(1)
          }}
        />
      </div>
      {query.error && !deliveries && <LoadError error={query.error} onRetry={() => void query.refetch()} />}
      {deliveries?.length === 0 ? (
        <div className="empty-list">
          <p>{t(state === 'all' ? 'webhooks.nothingSent' : 'webhooks.noneSo')}</p>
        </div>
      ) : (
        <Table<Delivery>
          aria-label={t('webhooks.log')}
          rowKey="id"
          size="small"
          loading={query.isLoading}
          columns={columns(setShown)}
          dataSource={deliveries}
          pagination={false}
          scroll={{ x: 560 }}
        />
      )}
      {total > pageSize && (
        <Pagination
          className="pages"
          current={page}
          pageSize={pageSize}
          total={total}
          showSizeChanger={false}
          onChange={setPage}
        />
      )}
      <Suspense>
        {shown && <DeliveryDrawer webhook={webhook} deliveryId={shown} onClose={() => setShown(undefined)} />}
      </Suspense>
    </section>
  )
}

const columns = (show: (id: string) => void): TableColumnType<Delivery>[] => [
  {
    title: t('webhooks.event'),
    render: (_value, { id, type }) => (
      <Button type="link" className="delivery-type" onClick={() => show(id)}>
        {type}
      </Button>
    ),
  },
  {
    title: t('webhooks.state'),
    width: 130,
    render: (_value, { state }) => (
      <span className={`tag tag-${deliveryColors[state]}`}>{t(`webhooks.deliveries.${state}`)}</span>
    ),
  },
  { title: t('webhooks.answer'), width: 190, render: (_value, { last }) => last && answerOf(last) },
  { title: t('webhooks.tries'), width: 80, align: 'right', render: (_value, { tries }) => formatCount(tries) },
  { title: t('webhooks.changed'), width: 130, render: (_value, { createdAt }) => <InstantText value={createdAt} /> },
]
