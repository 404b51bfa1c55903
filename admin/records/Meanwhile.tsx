import { useList } from '@refinedev/core'
import { Alert, Button } from 'antd'
import type { Definition } from '../../server/resources/define.ts'
import { useOrganization } from '../frame/OrganizationContext.ts'
import { t } from '../providers/i18n.ts'
import type { RecordData } from './record.ts'

/** What has happened to a record that is open on a screen. `updated`: the screen shows it already. */
export type Meanwhile = 'changed' | 'updated' | 'gone'

interface Props {
  what: Meanwhile
  definition: Definition
  record: RecordData
  /** Whether something is being typed, which then cannot be saved. */
  isForm?: boolean
  onShow?: () => void
  onClose?: () => void
}

/** Says quietly who has changed or deleted the record that one is looking at. */
export function Meanwhile({ what, definition, record, isForm, onShow, onClose }: Props) {
  const who = useLastActor(definition, record, what)
  return (
    <Alert
      className="meanwhile"
      role="status"
      type={what === 'gone' ? 'warning' : 'info'}
      showIcon
      message={what === 'gone' ? goneText(who, isForm) : changedText(what, who)}
      closable={onClose !== undefined}
      onClose={onClose}
      action={
        onShow && (
          <Button size="small" onClick={onShow}>
            {t('live.show')}
          </Button>
        )
      }
    />
  )
}

type Who = { kind: string; name: string; isMe: boolean } | undefined

function changedText(what: 'changed' | 'updated', who: Who): string {
  if (who?.isMe) return t(`live.${what}ByYou`)
  return who?.name ? t(`live.${what}`, { name: who.name }) : t(`live.${what}BySomebody`)
}

function goneText(who: Who, isForm: boolean | undefined): string {
  const isDeleted = who?.kind === 'delete'
  const told =
    isDeleted && who.isMe
      ? t('live.deletedByYou')
      : isDeleted && who.name
        ? t('live.deleted', { name: who.name })
        : t('live.gone')
  return isForm ? `${told} ${t('live.cannotSave')}` : told
}

interface LastActivity {
  id: string
  kind: string
  actorId: string | null
  _titles?: { actorId?: string | null }
}

/** Who did the last thing to the record; undefined when that cannot be told. */
function useLastActor({ name }: Definition, { id, version }: RecordData, what: Meanwhile): Who {
  const { memberId } = useOrganization()
  const { query } = useList<LastActivity>({
    resource: `${name}/${id}/history`,
    pagination: { currentPage: 1, pageSize: 1 },
    meta: { version, what },
    errorNotification: false,
  })
  const last = query.data?.data[0]
  return last && { kind: last.kind, name: last._titles?.actorId ?? '', isMe: last.actorId === memberId }
}
