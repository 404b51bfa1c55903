import type { ComponentType } from 'react'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { mayOpen, type OrganizationPage as Page } from '../../paths.ts'
import { Forbidden } from '../Forbidden.tsx'
import '../../records/records.css'
import './organization.css'

interface Props {
  page: Page
  screen: ComponentType
}

/** One of the screens by which an organization is run, or a word that the role may not open it. */
export function OrganizationPage({ page, screen: Screen }: Props) {
  const membership = useOrganization()
  return mayOpen(membership, page) ? <Screen /> : <Forbidden />
}
