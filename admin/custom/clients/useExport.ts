import { useInvalidate, useList, useNotification } from '@refinedev/core'
import { useState } from 'react'
import type { Definition } from '../../../server/resources/define.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { send } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import { titleOf, type RecordData } from '../../records/record.ts'

/** A file of everything held about a client, as the server tells it. */
export interface ClientExport {
  id: string
  status: 'queued' | 'running' | 'done' | 'failed'
  /** In bytes. */
  fileSize: number | null
  createdAt: string
  expiresAt: string | null
}

const resourceOf = ({ id }: RecordData) => `clients/${id}/exports`
const isUnderWay = ({ status }: ClientExport) => status === 'queued' || status === 'running'

/** The files of a client that are there or being made, looked at again as long as one is. */
export function useExports(record: RecordData, enabled: boolean): ClientExport[] {
  const { query } = useList<ClientExport>({
    resource: resourceOf(record),
    pagination: { mode: 'off' },
    errorNotification: false,
    queryOptions: {
      enabled,
      refetchInterval: ({ state }) => (state.data?.data.some(isUnderWay) ? 1500 : false),
    },
  })
  return query.data?.data ?? []
}

/** Asks for the file; a panel of the client's page tells how it goes. */
export function useExport(definition: Definition, record: RecordData) {
  const organizationId = useOrganization().organization.id
  const { open } = useNotification()
  const invalidate = useInvalidate()
  const [isAsking, setAsking] = useState(false)
  const ask = async () => {
    setAsking(true)
    try {
      await send(`/api/clients/${record.id}/export`, { method: 'POST', body: {}, organizationId })
      const message = t('clients.exportBegun', { title: titleOf(definition, record) })
      open?.({ key: 'export', type: 'success', message, description: t('clients.exportBegunBody') })
      await invalidate({ resource: resourceOf(record), invalidates: ['list'] })
    } catch (error) {
      open?.({ type: 'error', message: t('clients.exportNotBegun'), description: (error as Error).message })
    }
    setAsking(false)
  }
  return { ask, isAsking }
}
