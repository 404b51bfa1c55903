import { useInvalidate, useNotification } from '@refinedev/core'
import { useState } from 'react'
import { resources } from '../../../server/resources/index.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { formatList } from '../../format.ts'
import { send } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import { fieldName, recordName } from '../../words.ts'

interface UndoAnswer {
  leftFields: string[]
  left: { resource: string; id: string; title: string | null }[]
  leftTotal: number
}

/** Undoes a merge, and says what was changed since and stays as it is. */
export function useUndoMerge() {
  const organizationId = useOrganization().organization.id
  const { open } = useNotification()
  const invalidate = useInvalidate()
  const [isUndoing, setUndoing] = useState(false)
  const undo = async (keptId: string, mergeId: string, title: string) => {
    setUndoing(true)
    try {
      const { data } = await send<UndoAnswer>(`/api/clients/${keptId}/merges/${mergeId}/undo`, {
        method: 'POST',
        body: {},
        organizationId,
      })
      open?.({
        key: `unmerged:${mergeId}`,
        type: 'success',
        message: t('clients.undone', { title }),
        description: leftText(data),
      })
    } catch (error) {
      open?.({ type: 'error', message: t('clients.notUndone'), description: (error as Error).message })
    }
    await invalidate({ invalidates: ['all'] })
    setUndoing(false)
  }
  return { undo, isUndoing }
}

/** «Left as they are, since they were changed meanwhile: Source; Task Call Maria; and 3 more.» */
function leftText({ leftFields, left, leftTotal }: UndoAnswer): string | undefined {
  const clients = resources['clients']!
  const shown = left
    .slice(0, 5)
    .map(({ resource, title }) => `${recordName(resources[resource]!)} ${title ?? ''}`.trim())
  const more = leftTotal - shown.length
  const parts = [
    ...leftFields.map((name) => fieldName(clients, name)),
    ...shown,
    ...(more > 0 ? [t('clients.more', { count: more })] : []),
  ]
  return parts.length > 0 ? t('clients.left', { list: formatList(parts) }) : undefined
}
