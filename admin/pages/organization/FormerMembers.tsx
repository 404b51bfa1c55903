import { useMemo } from 'react'
import { members } from '../../../server/resources/members.ts'
import { useTitle } from '../../frame/useTitle.ts'
import { t } from '../../providers/i18n.ts'
import { ChoiceTag } from '../../records/ChoiceTag.tsx'
import { InstantText } from '../../records/InstantText.tsx'
import { useListState } from '../../records/useListState.ts'
import { useRecords } from '../../records/useRecords.ts'
import { MemberName } from './MemberName.tsx'
import type { Member } from './people.ts'
import { PeopleHead } from './PeopleHead.tsx'
import { PeopleTable, type Column } from './PeopleTable.tsx'

/** Those who left or were removed; what they made stays, under their names. */
export function FormerMembers() {
  const { state: asked, change } = useListState(members)
  const state = useMemo(() => ({ ...asked, trash: true }), [asked])
  const found = useRecords(members, state)

  const columns: Column<Member>[] = [
    { name: 'name', render: (member) => <MemberName member={member} isFormer /> },
    { name: 'role', width: 130, render: ({ role }) => <ChoiceTag definition={members} field="role" value={role} /> },
    { name: 'createdAt', width: 120, isWide: true, render: ({ createdAt }) => <InstantText value={createdAt} /> },
    {
      name: 'updatedAt',
      title: t('members.left'),
      width: 120,
      render: ({ updatedAt }) => <InstantText value={updatedAt} />,
    },
  ]
  useTitle(t('members.tabs.former'), t('organization.pages.members'))
  return (
    <>
      <PeopleHead />
      <p className="page-hint">{t('members.formerHint')}</p>
      <PeopleTable
        definition={members}
        label={t('members.tabs.former')}
        state={state}
        found={found}
        columns={columns}
        empty={<p>{t('members.noFormer')}</p>}
        onChange={({ trash: _always, ...changes }) => change(changes)}
      />
    </>
  )
}
