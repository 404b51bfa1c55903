import { members } from '../../../server/resources/members.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { useTitle } from '../../frame/useTitle.ts'
import { t } from '../../providers/i18n.ts'
import { ActionsTitle } from '../../records/ActionsTitle.tsx'
import { FilterBar } from '../../records/filters/FilterBar.tsx'
import { InstantText } from '../../records/InstantText.tsx'
import { isFiltered } from '../../records/listState.ts'
import { useListState } from '../../records/useListState.ts'
import { useRecords } from '../../records/useRecords.ts'
import { MemberMenu } from './MemberMenu.tsx'
import { MemberName } from './MemberName.tsx'
import { NoneFound } from './NoneFound.tsx'
import type { Member } from './people.ts'
import { PeopleHead } from './PeopleHead.tsx'
import { PeopleTable, type Column } from './PeopleTable.tsx'
import { RoleSelect } from './RoleSelect.tsx'

/** The people of an organization and what each may do. */
export function Members() {
  const { memberId } = useOrganization()
  const { state, ignored, change } = useListState(members)
  const found = useRecords(members, state)
  useTitle(t('organization.pages.members'))

  const columns: Column<Member>[] = [
    {
      name: 'name',
      title: t('members.member'),
      render: (member) => <MemberName member={member} isSelf={member.id === memberId} />,
    },
    { name: 'role', width: 152, render: (member) => <RoleSelect member={member} /> },
    { name: 'createdAt', width: 110, isWide: true, render: ({ createdAt }) => <InstantText value={createdAt} /> },
    { name: 'lastSeenAt', width: 110, isWide: true, render: (member) => <LastSeen member={member} /> },
    { name: 'hasSecondFactor', width: 120, isWide: true, render: (member) => <SecondFactor member={member} /> },
    { name: 'menu', title: <ActionsTitle />, width: 52, render: (member) => <MemberMenu member={member} /> },
  ]
  return (
    <>
      <PeopleHead />
      <FilterBar definition={members} state={state} ignored={ignored} onChange={change} />
      <PeopleTable
        definition={members}
        state={state}
        found={found}
        columns={columns}
        empty={isFiltered(state) ? <NoneFound definition={members} onChange={change} /> : <p>{t('members.none')}</p>}
        onChange={change}
      />
    </>
  )
}

function LastSeen({ member: { lastSeenAt } }: { member: Member }) {
  return lastSeenAt ? <InstantText value={lastSeenAt} /> : <span className="quiet">{t('members.neverSeen')}</span>
}

function SecondFactor({ member: { hasSecondFactor } }: { member: Member }) {
  if (hasSecondFactor) return <span className="tag tag-green">{t('members.secondFactorOn')}</span>
  return <span className="quiet">{t('members.secondFactorOff')}</span>
}
