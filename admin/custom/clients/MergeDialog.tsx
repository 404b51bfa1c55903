import { SwapOutlined } from '@ant-design/icons'
import { useCustom, useInvalidate, useNotification } from '@refinedev/core'
import { Button, Modal } from 'antd'
import { useId, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Definition } from '../../../server/resources/define.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { focusOnOpen } from '../../frame/focusOnOpen.ts'
import { countsText } from '../../pages/organization/counts.ts'
import { showPath } from '../../paths.ts'
import { send } from '../../providers/http.ts'
import { t } from '../../providers/i18n.ts'
import { ReferenceSelect } from '../../records/inputs/ReferenceSelect.tsx'
import { LoadError } from '../../records/LoadError.tsx'
import { titleOf, type RecordData } from '../../records/record.ts'
import { MergeChoices } from './MergeChoices.tsx'
import type { MergePreview } from './mergePreview.ts'
import { useUndoMerge } from './useUndoMerge.ts'

interface Props {
  definition: Definition
  /** The client whose page it is; it stays, unless the other is to stay. */
  record: RecordData
  otherId?: string
  onClose: () => void
}

/** Merges two clients: choose the other, see both side by side, choose what is kept. The notice that follows can take it back. */
export function MergeDialog({ definition, record, otherId, onClose }: Props) {
  const [other, setOther] = useState(otherId)
  const [isSwapped, setSwapped] = useState(false)
  const [chosen, setChosen] = useState<Record<string, string>>({})
  const inputId = useId()
  const [keptId, mergedId] = isSwapped ? [other, record.id] : [record.id, other]
  const { query } = useCustom<MergePreview>({
    url: `/api/clients/${keptId}/merge/preview`,
    method: 'post',
    config: { payload: { mergedId } },
    errorNotification: false,
    queryOptions: { enabled: other !== undefined, staleTime: 0, retry: false },
  })
  const preview = other === undefined ? undefined : query.data?.data
  const { merge, isMerging, failure } = useMerge(definition, onClose)
  const choose = (id: string | undefined) => {
    setOther(id)
    setSwapped(false)
    setChosen({})
  }
  const swap = () => {
    setSwapped(!isSwapped)
    setChosen({})
  }
  const moves = preview && countsText(preview.moves)

  return (
    <Modal
      open
      width={820}
      title={t('clients.mergeTitle', { title: titleOf(definition, record) })}
      okText={preview ? t('clients.mergeOk', { title: preview.kept.title }) : t('clients.mergeOkNone')}
      okButtonProps={{ disabled: !preview }}
      cancelText={t('actions.cancel')}
      confirmLoading={isMerging}
      afterOpenChange={focusOnOpen(inputId)}
      onOk={() => preview && void merge(preview, chosen)}
      onCancel={onClose}
    >
      <label htmlFor={inputId}>{t('clients.mergeWith')}</label>
      <ReferenceSelect
        id={inputId}
        resource={definition.name}
        value={other ?? null}
        onChange={(id) => choose(typeof id === 'string' && id !== record.id ? id : undefined)}
      />
      {other !== undefined && query.error && <LoadError error={query.error} onRetry={() => void query.refetch()} />}
      {other !== undefined && !preview && !query.error && <span className="skeleton merge-pending" />}
      {preview && (
        <>
          <p className="merge-direction">
            {t('clients.mergeDirection', { kept: preview.kept.title, merged: preview.merged.title })}{' '}
            <Button type="link" size="small" icon={<SwapOutlined aria-hidden />} onClick={swap}>
              {t('clients.swap')}
            </Button>
          </p>
          <MergeChoices definition={definition} preview={preview} chosen={chosen} onChoose={setChosen} />
          <p>
            {moves ? t('clients.moves', { list: moves }) : t('clients.movesNothing')} {t('clients.undoable')}
          </p>
        </>
      )}
      {failure && (
        <p role="alert" className="field-error">
          {failure}
        </p>
      )}
    </Modal>
  )
}

function useMerge(definition: Definition, onClose: () => void) {
  const { organization } = useOrganization()
  const navigate = useNavigate()
  const { open } = useNotification()
  const invalidate = useInvalidate()
  const { undo } = useUndoMerge()
  const [isMerging, setMerging] = useState(false)
  const [failure, setFailure] = useState<string>()

  const merge = async ({ kept, merged }: MergePreview, fields: Record<string, string>) => {
    setMerging(true)
    setFailure(undefined)
    try {
      const body = { mergedId: merged.id, fields, versions: { kept: kept.version, merged: merged.version } }
      const { data } = await send<{ id: string; moved: Record<string, number> }>(`/api/clients/${kept.id}/merge`, {
        method: 'POST',
        body,
        organizationId: organization.id,
      })
      onClose()
      void navigate(showPath(organization.slug, definition.name, kept.id), { replace: true })
      const moved = countsText(data.moved)
      open?.({
        key: `merged:${data.id}`,
        type: 'progress',
        message: t('clients.merged', { merged: merged.title, kept: kept.title }),
        description: moved ? t('clients.movedNow', { list: moved }) : undefined,
        undoableTimeout: 12,
        cancelMutation: () => void undo(kept.id, data.id, merged.title),
      })
    } catch (error) {
      setFailure((error as Error).message)
    }
    await invalidate({ invalidates: ['all'] })
    setMerging(false)
  }
  return { merge, isMerging, failure }
}
