import { use, useEffect } from 'react'
import { OrganizationContext } from './OrganizationContext.ts'

/** Names the browser tab from the inside out: `A-1042 · Properties · Aegean Homes`. */
export function useTitle(...parts: (string | undefined)[]): void {
  const organization = use(OrganizationContext)?.organization.name ?? 'Oikion'
  const title = [...parts.filter(Boolean), organization].join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
