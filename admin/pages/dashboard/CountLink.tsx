import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Counted } from '../../../server/resources/dashboard.ts'
import { formatCount } from '../../format.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { listAddress } from './listAddress.ts'

interface Props {
  counted: Counted
  /** What is counted, for those who meet the number by itself. */
  label: string
  sort?: string
  children?: ReactNode
}

/** A number in a table; it opens the list that it counts. */
export function CountLink({ counted, label, sort, children }: Props) {
  const { slug } = useOrganization().organization
  return (
    <Link
      className={counted.count === 0 ? 'count-link count-none' : 'count-link'}
      to={listAddress(slug, counted, sort)}
      aria-label={`${label}: ${countText(counted)}`}
    >
      {children}
      {countText(counted)}
    </Link>
  )
}

/** A number that stands for itself, with what it is of below it. */
export function Figure({ counted, label, sort, isUrgent }: Omit<Props, 'children'> & { isUrgent?: boolean }) {
  const { slug } = useOrganization().organization
  return (
    <Link
      className={isUrgent && counted.count > 0 ? 'figure figure-urgent' : 'figure'}
      to={listAddress(slug, counted, sort)}
    >
      <span className="figure-count">{countText(counted)}</span> <span className="figure-label">{label}</span>
    </Link>
  )
}

/** `10,000+` where counting has stopped. */
export const countText = ({ count, capped }: Counted) => `${formatCount(count)}${capped ? '+' : ''}`
