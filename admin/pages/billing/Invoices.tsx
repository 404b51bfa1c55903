import { Table, type TableColumnType } from 'antd'
import type { InvoiceAnswer } from '../../../server/resources/plans.ts'
import { hasRight } from '../../../server/resources/rights.ts'
import { formatDay, formatMoney } from '../../format.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { t } from '../../providers/i18n.ts'
import { LoadError } from '../../records/LoadError.tsx'
import { useInvoices } from './useBilling.ts'

/** The newest invoices, on Stripe's pages and as files. */
export function Invoices({ standing }: { standing: string }) {
  const { role, organization } = useOrganization()
  const mayPay = hasRight('manageBilling', { role, isPersonal: organization.isPersonal })
  const { invoices, isLoading, error, refetch } = useInvoices(mayPay, standing)
  if (!mayPay) return null
  return (
    <section className="billing-invoices" aria-label={t('billing.invoices')}>
      <h2>{t('billing.invoices')}</h2>
      {error && <LoadError error={error} onRetry={() => void refetch()} />}
      {invoices?.length === 0 && <p className="quiet">{t('billing.noInvoices')}</p>}
      {(isLoading || (invoices && invoices.length > 0)) && (
        <Table<InvoiceAnswer>
          aria-label={t('billing.invoices')}
          rowKey="id"
          size="small"
          loading={isLoading}
          columns={columns()}
          dataSource={invoices}
          pagination={false}
          scroll={{ x: 560 }}
        />
      )}
    </section>
  )
}

const colors: Record<string, string> = { paid: 'green', open: 'gold', uncollectible: 'red', void: 'default' }
const statuses = ['paid', 'open', 'uncollectible', 'void'] as const

const columns = (): TableColumnType<InvoiceAnswer>[] => [
  { title: t('billing.invoice.number'), render: (_value, { number, id }) => number ?? id },
  { title: t('billing.invoice.day'), width: 130, render: (_value, { createdAt }) => formatDay(createdAt) },
  { title: t('billing.invoice.total'), width: 120, align: 'right', render: (_value, { total }) => formatMoney(total) },
  {
    title: t('billing.invoice.status'),
    width: 150,
    render: (_value, { status }) => (
      <span className={`tag tag-${colors[status] ?? 'default'}`}>{statusOf(status)}</span>
    ),
  },
  {
    title: t('billing.invoice.file'),
    width: 150,
    render: (_value, { url, pdf }) => (
      <span className="invoice-links">
        {url && <Outside to={url}>{t('billing.invoice.open')}</Outside>}
        {pdf && <Outside to={pdf}>PDF</Outside>}
      </span>
    ),
  },
]

function statusOf(status: string): string {
  const known = statuses.find((each) => each === status)
  return known ? t(`billing.invoice.statuses.${known}`) : status
}

const Outside = ({ to, children }: { to: string; children: string }) => (
  <a className="in-text" href={to} target="_blank" rel="noreferrer">
    {children}
  </a>
)
