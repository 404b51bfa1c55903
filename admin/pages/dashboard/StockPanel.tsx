import { Link } from 'react-router'
import type { Counted, Share, Summed } from '../../../server/resources/dashboard.ts'
import { fieldOf } from '../../../server/resources/fields.ts'
import { properties } from '../../../server/resources/properties.ts'
import { formatMoney } from '../../format.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { t } from '../../providers/i18n.ts'
import { ChoiceTag } from '../../records/ChoiceTag.tsx'
import { choiceName, fieldName, resourceName } from '../../words.ts'
import { CountLink, Figure } from './CountLink.tsx'
import { listAddress } from './listAddress.ts'
import { Panel } from './Panel.tsx'

interface Props {
  title: string
  field: 'status' | 'propertyType'
  shares: Share[]
  total?: { counted: Counted; label: string }
}

/** How many properties have each value of a field, and what their prices come to, by what they are offered for. */
export function StockPanel({ title, field, shares, total }: Props) {
  const offers = (fieldOf(properties, 'transactionType').options ?? []).filter((offer) =>
    shares.some(({ sums }) => sums.some(({ transactionType }) => transactionType === offer)),
  )
  const most = Math.max(...shares.map(({ count }) => count), 1)
  return (
    <Panel title={title}>
      {total && (
        <div className="figures-row">
          <Figure counted={total.counted} label={total.label} />
        </div>
      )}
      {shares.length === 0 && <p className="quiet">{t('dashboard.stock.none')}</p>}
      {shares.length > 0 && (
        <div className="board-scroll">
          <table className="plain-table stock-table">
            <caption className="visually-hidden">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{fieldName(properties, field)}</th>
                <th scope="col" className="figures">
                  {resourceName(properties)}
                </th>
                {offers.map((offer) => (
                  <th key={offer} scope="col" className="figures">
                    {choiceName(properties, 'transactionType', offer)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shares.map((share) => (
                <StockRow key={share.value} field={field} share={share} offers={offers} most={most} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

function StockRow({ field, share, offers, most }: { field: string; share: Share; offers: string[]; most: number }) {
  const label = choiceName(properties, field, share.value)
  return (
    <tr>
      <th scope="row">
        <ChoiceTag definition={properties} field={field} value={share.value} />
      </th>
      <td className="figures stock-count">
        <CountLink counted={share} label={label}>
          <span className="share">
            <span style={{ width: `${(100 * share.count) / most}%` }} />
          </span>
        </CountLink>
      </td>
      {offers.map((offer) => {
        const sum = share.sums.find(({ transactionType }) => transactionType === offer)
        return (
          <td key={offer} className="figures">
            {sum ? <SumLink sum={sum} label={`${label}, ${choiceName(properties, 'transactionType', offer)}`} /> : null}
          </td>
        )
      })}
    </tr>
  )
}

function SumLink({ sum, label }: { sum: Summed; label: string }) {
  const { slug } = useOrganization().organization
  const amount = formatMoney(sum.amount)
  return (
    <Link className="count-link" to={listAddress(slug, sum)} aria-label={`${label}: ${amount}`}>
      {amount}
    </Link>
  )
}
