import { useEffect, useState } from 'react'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { send } from '../../providers/http.ts'
import type { FormValues } from '../../records/formValues.ts'

/** Somebody who is there already, and what agrees. */
export interface Duplicate {
  id: string
  name: string
  agreeing: ('email' | 'phone' | 'tax' | 'name')[]
}

const facts = ['name', 'email', 'secondaryEmail', 'phone', 'secondaryPhone', 'taxId'] as const
/** Milliseconds after the last key. */
const patience = 350

/** Who may be the same person as the one being typed, asked for when typing pauses. What cannot be asked is no hint. */
export function useDuplicates(values: FormValues, recordId: string | undefined): Duplicate[] {
  const organizationId = useOrganization().organization.id
  const [found, setFound] = useState<Duplicate[]>([])
  const typed = facts
    .map((fact) => [fact, values[fact]] as const)
    .filter(([, value]) => typeof value === 'string' && value !== '')
  const asked = JSON.stringify({ ...Object.fromEntries(typed), exceptId: recordId ?? null })
  const isEmpty = typed.length === 0

  useEffect(() => {
    if (isEmpty) return setFound([])
    const left = new AbortController()
    const ask = () =>
      send<Duplicate[]>('/api/clients/duplicates', {
        method: 'POST',
        body: JSON.parse(asked),
        organizationId,
        signal: left.signal,
      }).then(
        ({ data }) => setFound(data),
        () => undefined,
      )
    const timer = setTimeout(() => void ask(), patience)
    return () => {
      clearTimeout(timer)
      left.abort()
    }
  }, [asked, isEmpty, organizationId])
  return found
}
