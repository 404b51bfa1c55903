import type { ActivityKind } from '../../server/resources/activityKinds.ts'
import { t } from '../providers/i18n.ts'
import { MemberText } from './MemberText.tsx'

interface Props {
  kind: ActivityKind
  id?: string | null
  name?: string | null
}

/** Who did what is told: a member, whoever tried to sign in, or Oikion by itself. */
export function ActorText({ kind, id, name }: Props) {
  if (id) return <MemberText id={id} name={name} />
  return <>{kind === 'sign-in-failed' ? t('history.somebody') : 'Oikion'}</>
}
