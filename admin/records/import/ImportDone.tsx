import { useInvalidate } from '@refinedev/core'
import { Button } from 'antd'
import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import type { Definition } from '../../../server/resources/define.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { formatCount } from '../../format.ts'
import { listPath } from '../../paths.ts'
import { t } from '../../providers/i18n.ts'
import { countedName, lower, resourceName } from '../../words.ts'
import type { ImportData } from './imports.ts'
import { Reasons } from './Reasons.tsx'
import { RefusedLink } from './RefusedLink.tsx'
import { Undone } from './Undone.tsx'
import { UndoImport } from './UndoImport.tsx'

interface Props {
  definition: Definition
  data: ImportData
  refresh: () => void
}

/** The import has been done: how many came in, and where they are. */
export function ImportDone({ definition, data, refresh }: Props) {
  const navigate = useNavigate()
  const { organization } = useOrganization()
  const invalidate = useInvalidate()
  const name = lower(resourceName(definition))
  // Lists seen before the import do not have its rows; those seen before it was undone still do.
  useEffect(() => {
    void invalidate({ resource: definition.name, invalidates: ['list'] })
  }, [definition, invalidate, data.updatedAt])

  const { ready, refused } = data.report ?? { ready: data.rowsDone, refused: 0 }
  return (
    <section className="panel sending">
      <h2 role="status">{t('import.done', { shown: formatCount(ready), name: countedName(definition, ready) })}</h2>
      {refused > 0 && (
        <p className="quiet">{t('import.doneRefused', { count: refused, shown: formatCount(refused) })}</p>
      )}
      <Undone definition={definition} data={data} />
      <Reasons definition={definition} data={data} />
      <div className="empty-actions">
        <Button type="primary" onClick={() => void navigate(listPath(organization.slug, definition.name))}>
          {t('import.toList', { name })}
        </Button>
        <RefusedLink data={data} />
        <UndoImport definition={definition} data={data} onStarted={refresh} />
      </div>
    </section>
  )
}
