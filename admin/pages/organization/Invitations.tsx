import { invitations } from '../../../server/resources/invitations.ts'
import { mayGrant } from '../../../server/resources/rights.ts'
import { useOrganization } from '../../frame/OrganizationContext.ts'
import { useTitle } from '../../frame/useTitle.ts'
import { allows } from '../../providers/access.ts'
import { t } from '../../providers/i18n.ts'
import { ActionsTitle } from '../../records/ActionsTitle.tsx'
import { ChoiceTag } from '../../records/ChoiceTag.tsx'
import { FieldValue } from '../../records/FieldValue.tsx'
import { FilterBar } from '../../records/filters/FilterBar.tsx'
import { InstantText } from '../../records/InstantText.tsx'
import { isFiltered } from '../../records/listState.ts'
import { useListState } from '../../records/useListState.ts'
import { useRecords } from '../../records/useRecords.ts'
import { Forbidden } from '../Forbidden.tsx'
import { InvitationMenu } from './InvitationMenu.tsx'
import { InvitationState, stateOf } from './InvitationState.tsx'
import { NoneFound } from './NoneFound.tsx'
import type { Invitation } from './people.ts'
import { PeopleHead } from './PeopleHead.tsx'
import { PeopleTable, type Column } from './PeopleTable.tsx'

/** Who was invited, by whom, and what became of it. */
export function Invitations() {
  return allows(useOrganization(), 'invitations', 'list') ? <Listed /> : <Forbidden />
}

function Listed() {
  const { role: own } = useOrganization()
  const { state, ignored, change } = useListState(invitations)
  const found = useRecords(invitations, state)
  useTitle(t('members.tabs.invitations'), t('organization.pages.members'))

  const columns: Column<Invitation>[] = [
    { name: 'email', render: (invitation) => <Address invitation={invitation} /> },
    {
      name: 'role',
      width: 110,
      isWide: true,
      render: ({ role }) => <ChoiceTag definition={invitations} field="role" value={role} />,
    },
    {
      name: 'state',
      title: t('invitations.state'),
      width: 120,
      render: (each) => <InvitationState invitation={each} />,
    },
    {
      name: 'createdBy',
      title: t('invitations.by'),
      width: 160,
      isWide: true,
      render: (each) => <FieldValue definition={invitations} field="createdBy" record={each} />,
    },
    {
      name: 'createdAt',
      title: t('invitations.sentAt'),
      width: 110,
      isWide: true,
      render: ({ createdAt }) => <InstantText value={createdAt} />,
    },
    {
      name: 'menu',
      title: <ActionsTitle />,
      width: 52,
      render: (each) =>
        stateOf(each) !== 'accepted' && mayGrant(own, each.role) && <InvitationMenu invitation={each} />,
    },
  ]
  return (
    <>
      <PeopleHead />
      <FilterBar definition={invitations} state={state} ignored={ignored} onChange={change} />
      <PeopleTable
        definition={invitations}
        state={state}
        found={found}
        columns={columns}
        empty={
          isFiltered(state) ? (
            <NoneFound definition={invitations} onChange={change} />
          ) : (
            <p>{t('invitations.nobodyYet')}</p>
          )
        }
        onChange={change}
      />
    </>
  )
}

/** The address; on narrow screens, which have no column for it, the role stands below. */
function Address({ invitation: { email, role } }: { invitation: Invitation }) {
  return (
    <div className="two-lines">
      <strong>{email}</strong>
      <span className="narrow-only">
        <ChoiceTag definition={invitations} field="role" value={role} />
      </span>
    </div>
  )
}
