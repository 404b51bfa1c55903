import { useCustomMutation, useInvalidate } from '@refinedev/core'
import { Button } from 'antd'
import type { Definition } from '../../../server/resources/define.ts'
import { fieldsOf } from '../../../server/resources/fields.ts'
import { t } from '../../providers/i18n.ts'
import { fieldName } from '../../words.ts'
import { ActorText } from '../ActorText.tsx'
import { InstantText } from '../InstantText.tsx'
import { titleOf, type RecordData } from '../record.ts'
import { ValueText } from '../ValueText.tsx'
import type { Change } from './useTimeline.ts'

interface Props {
  definition: Definition
  record: RecordData
  change: Change
}

/** Who changed what: old → new, each field with a way back, and the whole version too. */
export function ChangeEntry({ definition, record, change }: Props) {
  const fields = fieldsOf(definition)
  const changes = Object.entries(change.changes ?? {}).filter(([name]) => fields.has(name))
  const { restore, isRestoring } = useRestore(definition, record, change)
  const canRestore = record._can?.edit === true && change.kind === 'edit'
  return (
    <>
      <div className="entry-head">
        <strong>
          <ActorText kind={change.kind} id={change.actorId} name={change._titles?.actorId} />
        </strong>{' '}
        <span className="quiet">{kindText(change)}</span>{' '}
        <span className="quiet">
          <InstantText value={change.at} />
        </span>
      </div>
      {changes.length > 0 && (
        <ul className="changes">
          {changes.map(([name, [before, after]]) => {
            const field = fields.get(name)
            return (
              field && (
                <li key={name}>
                  <span className="quiet">{fieldName(definition, name)}</span>{' '}
                  <del>
                    <ValueText definition={definition} field={field} value={before} />
                  </del>
                  {' → '}
                  <ValueText definition={definition} field={field} value={after} />
                  {canRestore && !field.readOnly && (
                    <Button
                      type="link"
                      size="small"
                      disabled={isRestoring}
                      aria-label={t('history.restoreField', { name: fieldName(definition, name) })}
                      onClick={() => void restore([name])}
                    >
                      {t('history.undo')}
                    </Button>
                  )}
                </li>
              )
            )
          })}
        </ul>
      )}
      {record._can?.edit === true && (change.kind === 'edit' || change.kind === 'create') && (
        <Button type="link" size="small" className="entry-more" disabled={isRestoring} onClick={() => void restore()}>
          {t('history.restoreVersion')}
        </Button>
      )}
    </>
  )
}

/** Sends the record back: some fields as they were before this change, or all as they were after it. */
function useRestore(definition: Definition, record: RecordData, change: Change) {
  const { mutateAsync, mutation } = useCustomMutation<RecordData>()
  const invalidate = useInvalidate()
  const title = titleOf(definition, record)
  const restore = async (fields?: string[]) => {
    try {
      await mutateAsync({
        url: `/api/${definition.name}/${record.id}/history/${change.id}/restore`,
        method: 'post',
        values: fields ? { fields } : {},
        config: { headers: { 'If-Match': `"${record.version}"` } },
        successNotification: () => ({ key: 'restored', type: 'success', message: t('history.restored', { title }) }),
        errorNotification: (error) => ({
          type: 'error',
          message: t('history.notRestored'),
          description: error?.message,
        }),
      })
    } catch {
      // The notice has said it.
    }
    await invalidate({ resource: definition.name, id: record.id, invalidates: ['list', 'many', 'detail'] })
  }
  return { restore, isRestoring: mutation.isPending }
}

function kindText({ kind, importId }: Change): string {
  if (importId && kind === 'delete') return t('history.undidImport')
  if (importId) return t('history.kinds.import')
  return t(`history.kinds.${kind}`)
}
